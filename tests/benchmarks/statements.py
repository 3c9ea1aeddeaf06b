"""Where a step's seconds go: `python -m tests.benchmarks.statements link --period 2026-07`.

Runs one step of the flow on the embedded warehouse of `PADAN_HOME` and prints its slowest
statements by the name of their file, with the processor time that the server spent on them: that
hardly depends on what else the machine does. With `--explain NAME` the plans of that statement go
to stderr.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

import pipelines.steps
from pipelines.warehouse import Transaction

STEPS = ("validate", "stage", "link", "sync", "publish")


class Profile:
    """Seconds, the server's processor seconds and calls by statement, of this process."""

    def __init__(self, explain: str | None = None) -> None:
        self.seconds: Counter[str] = Counter()
        self.server: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._explain = explain

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Time what runs meanwhile."""
        own = {name: getattr(Transaction, name) for name in ("_alone", "execute", "copy_out_query")}
        heard = {name: self._explained(method) for name, method in own.items()}
        for name, method in (heard | {"_alone": self._timed(own["_alone"])}).items():
            setattr(Transaction, name, method)
        try:
            yield
        finally:
            for name, method in own.items():
                setattr(Transaction, name, method)

    def _timed(self, turn: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def timed(tx: Transaction, label: str) -> Iterator[None]:
            with turn(tx, label):
                began, worked = time.perf_counter(), _server_seconds(tx)
                try:
                    yield
                finally:
                    self.seconds[label] += time.perf_counter() - began
                    self.server[label] += _server_seconds(tx) - worked
                    self.calls[label] += 1

        return timed

    def _explained(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def explained(tx: Transaction, sql: str, label: str, *args: Any, **parameters: Any) -> Any:
            if self._explain and label.startswith("sql/") and self._explain in label:
                self._print_plan(tx, sql, parameters)
            return method(tx, sql, label, *args, **parameters)

        return explained

    def _print_plan(self, tx: Transaction, sql: str, parameters: dict[str, Any]) -> None:
        tx.connection.execute(text("savepoint plan"))
        plan = tx.connection.execute(text(f"explain (analyze, buffers off) {sql}"), parameters)
        sys.stderr.write("\n".join(row[0] for row in plan) + "\n\n")
        tx.connection.execute(text("rollback to savepoint plan"))


def _server_seconds(tx: Transaction) -> float:
    """Processor seconds of the server process behind a transaction, to a hundredth."""
    connection: Any = tx.connection.connection.dbapi_connection
    words = Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    # User and system time are the 14th and 15th field of the line; the name took two.
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run a step and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.statements")
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--period", required=True)
    parser.add_argument("--source", default="p3ke", help="of validate and stage")
    parser.add_argument("--top", type=int, default=25)
    parser.add_argument("--explain", metavar="NAME")
    options = parser.parse_args()
    profile = Profile(options.explain)
    step = getattr(pipelines.steps, options.step)
    period = [options.source] * (options.step in ("validate", "stage")) + [options.period]
    with profile.listening():
        began, worked = time.perf_counter(), time.process_time()
        step(*period)
        whole, own = time.perf_counter() - began, time.process_time() - worked
    table = Table(
        title=f"{options.step} {options.period}: {whole:.2f} s; processor: "
        f"server {sum(profile.server.values()):.2f} s, own {own:.2f} s",
        title_justify="left",
    )
    for column in ("seconds", "server", "calls"):
        table.add_column(column, justify="right")
    table.add_column("statement")
    for label, server in profile.server.most_common(options.top):
        row = (f"{profile.seconds[label]:.2f}", f"{server:.2f}", str(profile.calls[label]))
        table.add_row(*row, label)
    outside = whole - sum(profile.seconds.values())
    table.add_row(f"{outside:.2f}", "", "", "outside of statements")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
