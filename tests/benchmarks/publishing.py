"""`python -m tests.benchmarks.publishing --home HOME --period 2026-07`: seconds of a release.

Computes the month as `padan publish` does, and every month gone stale with it, in a transaction
that is rolled back: a home may be measured again and again. The figures stand in docs/releases.md.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from pipelines.engine import Engine
from pipelines.marts import load_marts
from pipelines.periods import format_period, parse_period
from pipelines.publish.grounds import Grounds
from pipelines.publish.limits import load_limits
from pipelines.publish.protection import protect, read_input
from pipelines.publish.register import write_protected
from pipelines.publish.releases import add_release
from pipelines.publish.tables import compute_tables, differ_from, write_tables
from pipelines.reference.tables import write_reference
from pipelines.settings import Settings
from pipelines.warehouse import Transaction, open_warehouse

Seconds = dict[str, list[float]]


class UndoneError(Exception):
    """Nothing of a measurement is kept."""


def measured(tx: Transaction, periods: list[date], seconds: Seconds, *, by_mart: bool) -> None:
    """Release months one after another, as a publication does; adds the seconds of each part."""

    @contextmanager
    def timed(period: date, part: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        seconds[f"{format_period(period)} {part}"].append(time.perf_counter() - began)

    with Engine() as engine:
        grounds = Grounds(tx)
        for period in periods:
            with timed(period, "marts, with their grounds"):
                compute_tables(grounds, engine, period)
            for mart in load_marts() * by_mart:
                with timed(period, f"again {mart.name}"):
                    engine.make(f"fresh_{mart.name}", f"marts/{mart.name}", period=period)
            with timed(period, "comparison"):
                differ_from(tx, engine, period)
            with timed(period, "protection"):
                protected = protect(read_input(tx, engine, period))
            number = add_release(tx, period, None)
            with timed(period, "writing the marts"):
                write_tables(tx, engine, number)
            with timed(period, "writing the public counts"):
                write_protected(tx, protected, number, period)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.publishing")
    parser.add_argument("--home", type=Path, required=True, help="a synced warehouse")
    parser.add_argument("--period", required=True)
    parser.add_argument("--times", type=int, default=3, help="of which the middle is told")
    parser.add_argument("--by-mart", action="store_true")
    options = parser.parse_args()
    period = parse_period(options.period)
    found: dict[str, list[float]] = defaultdict(list)
    with open_warehouse(Settings(home=options.home)) as warehouse:
        for _ in range(options.times):
            once: Seconds = defaultdict(list)
            try:
                with warehouse.transaction() as tx:
                    write_reference(tx)
                    revised = load_limits().revised_months
                    rows = tx.rows("publish/periods", period=period, revised_months=revised)
                    periods = [row["period"] for row in rows]
                    measured(tx, periods, once, by_mart=options.by_mart)
                    raise UndoneError
            except UndoneError:
                for part, parts in once.items():
                    found[part].append(sum(parts))
    table = Table(title=f"middle of {options.times}", title_justify="left")
    table.add_column("month and part")
    table.add_column("seconds", justify="right")
    for part, each in found.items():
        table.add_row(part, f"{median(each):.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
