"""Runs a month in a process of its own and dies in it.

The process kills itself with SIGKILL at the given call to the warehouse inside the given step: as
a power cut would, without a word. At call 0 it runs to the end.
"""

import os
import signal
from pathlib import Path
from typing import Any

# Takes longest to import, and not before it is needed: here once for all processes.
import great_expectations  # noqa: F401

import pipelines.run
from pipelines.periods import parse_period
from pipelines.settings import Settings
from pipelines.warehouse import Transaction, open_warehouse

step = ""
calls = 0


def die_at(wanted_step: str, wanted_call: int) -> None:
    """Count what the step asks of the warehouse, and die at one of the calls."""

    def counted(original: Any) -> Any:
        def method(*arguments: Any, **named: Any) -> Any:
            global calls
            if step == wanted_step:
                calls += 1
                if calls == wanted_call:
                    os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **named)

        return method

    Transaction.execute = counted(Transaction.execute)  # type: ignore[method-assign]
    Transaction.copy_in = counted(Transaction.copy_in)  # type: ignore[method-assign]


def enter(text: str) -> None:
    """Remember which step runs; steps announce themselves by one word."""
    global step
    if " " not in text:
        step = text


def run_and_die(home: Path, landing: Path, period: str, wanted_step: str, call: int) -> None:
    die_at(wanted_step, call)
    with open_warehouse(Settings(home=home, settle_seconds=0)) as warehouse:
        pipelines.run.run_month(warehouse, landing, parse_period(period), enter)
