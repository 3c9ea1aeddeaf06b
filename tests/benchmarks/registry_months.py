"""A year of the registry: `python -m tests.benchmarks.registry_months [--persons 200000]`.

A month as the simulator makes it is staged and synced; eleven more follow whose rows are those of
the month before, but for a few in a hundred that changed, went or came. The seventh of thirteen
comes last, late. Every month is linked by the real linkage. Prints for each month the seconds of
sync, what changed, and how large the registry is beside one month's staging with its indexes, its
values as text; then what a month without news adds.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines import steps
from pipelines.load import load_drops
from pipelines.partitions import spare_partition
from pipelines.periods import format_period, parse_period
from pipelines.receive import find_files, register_files, waiting_drops
from pipelines.run import sources_of
from pipelines.settings import Settings
from pipelines.stage import stage_source
from pipelines.validate import validate_source
from pipelines.warehouse import Transaction, Warehouse, open_warehouse
from tests.benchmarks.__main__ import simulated, temporary_home

FIRST = parse_period("2026-07")
MONTHS, LATE = 13, 7
NEXT_MONTH = Path(__file__).with_name("next_month.sql")
KINDS = ("person", "family")
console = Console(width=100)


def month(number: int) -> date:
    """Months counted from the first, which is 1."""
    years, months = divmod(FIRST.month - 1 + number - 1, 12)
    return date(FIRST.year + years, months + 1, 1)


def stage_first(warehouse: Warehouse, drops: Path) -> None:
    """Take the simulator's month as far as staging."""
    register_files(warehouse, find_files(drops, FIRST))
    load_drops(warehouse, waiting_drops(warehouse, FIRST))
    for source in sources_of(warehouse, FIRST):
        validate_source(warehouse, source, FIRST)
        stage_source(warehouse, source, FIRST)


def stage_next(warehouse: Warehouse, period: date, before: date, per_thousand: int) -> None:
    """Stage a month that has the rows of another.

    Args:
        per_thousand: Rows that say something else; a quarter as many go, and as many come.
    """
    sql = NEXT_MONTH.read_text(encoding="utf-8")
    with warehouse.transaction() as tx:
        for kind in KINDS:
            table = f"staging.{kind}"
            tx.run("stage/ensure_partition", parent=table, period=period)
            spare_partition(tx, table, period)
            tx.execute(
                sql.replace("{table}", table),
                NEXT_MONTH.name,
                **{"period": period, "before": before, "changed": per_thousand},
            )
        tx.analyze("staging.person", "staging.family")


def sync(period: date) -> float:
    """Link and sync a month; the seconds of sync."""
    steps.link(format_period(period))
    began = time.perf_counter()
    steps.sync(format_period(period))
    return time.perf_counter() - began


def registry_megabytes(tx: Transaction) -> float:
    """Size of all tables of the registry with their indexes."""
    size = tx.scalar(
        "select sum(pg_total_relation_size(c.oid)) from pg_class as c"
        " where c.relnamespace = 'registry'::regnamespace and c.relkind = 'r'"
    )
    return float(size) / 1e6


def staging_megabytes(tx: Transaction, period: date) -> float:
    """Size of what is staged of a month with its indexes, every value as text."""
    size = 0
    for kind in KINDS:
        staged = f"staging.{kind}_{period:%Y%m}"
        columns = tx.rows_of(
            "select attname as name from pg_attribute"
            " where attrelid = cast(:staged as regclass) and attnum > 0 and not attisdropped",
            "columns of a month",
            staged=staged,
        )
        texts = ", ".join(f"{column['name']}::text" for column in columns)
        query = f"create temporary table {kind}_text on commit drop as select {texts} from {staged}"
        tx.execute(query, "a month as text")
        size += tx.scalar(
            "select pg_table_size(cast(:text as regclass)) + pg_indexes_size(:staged)",
            text=f"pg_temp.{kind}_text",
            staged=staged,
        )
    return size / 1e6


def written(tx: Transaction) -> int:
    """Rows of facts that were ever written."""
    tables = ("source_person", "source_family", "golden", "membership", "family")
    return sum(int(tx.scalar(f"select count(*) from registry.{t}_version")) for t in tables)


def main() -> None:
    """Run the year and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.registry_months")
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--changed", type=int, default=30, help="rows in a thousand, each month")
    options = parser.parse_args()
    drops = simulated(options.persons, (format_period(FIRST),))
    table = Table(
        title=f"{options.persons:,} persons, {options.changed / 10:g}% changed each month"
    )
    for column in ("month", "sync, s", "rows of facts", "registry, MB", "times staging"):
        table.add_column(column, justify="right")
    with temporary_home() as home:
        os.environ["PADAN_HOME"] = str(home)
        with open_warehouse(Settings()) as warehouse:
            stage_first(warehouse, drops)
            with warehouse.transaction() as tx:
                staging = staging_megabytes(tx, FIRST)
            order = [*(n for n in range(1, MONTHS + 1) if n != LATE), LATE]
            for number in order:
                if number > 1:
                    before = number - (2 if number == LATE + 1 else 1)
                    stage_next(warehouse, month(number), month(before), options.changed)
                _add_row(table, warehouse, str(number), sync(month(number)), staging)
            stage_next(warehouse, month(MONTHS + 1), month(MONTHS), 0)
            _add_row(table, warehouse, "no news", sync(month(MONTHS + 1)), staging)
    console.print(table)


def _add_row(table: Table, warehouse: Warehouse, name: str, seconds: float, staging: float) -> None:
    with warehouse.transaction() as tx:
        size = registry_megabytes(tx)
        table.add_row(
            name, f"{seconds:.1f}", f"{written(tx):,}", f"{size:.0f}", f"{size / staging:.2f}"
        )
    console.print(f"{name}: {seconds:.1f} s, {size:.0f} MB")


if __name__ == "__main__":
    main()
