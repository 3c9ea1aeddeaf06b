"""The marts of one month: computed aside, compared with what stands, written as a release."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.marts import Mart, load_marts
from pipelines.publish.grounds import MADE, Grounds
from pipelines.publish.making import make_tables
from pipelines.warehouse import Transaction

# Types of columns on their way between warehouse and engine.
TYPES = {
    "date": pa.date32(),
    "text": pa.string(),
    "smallint": pa.int16(),
    "integer": pa.int32(),
    "numeric": pa.decimal128(18, 3),
    "boolean": pa.bool_(),
}


# What is asked of a month once its tables are made, beside these.
ASKED_BESIDE = ("decile_group", "listed_family", "village")


def months_ahead(
    grounds: Grounds, engine: Engine, periods: Sequence[date], ready: Engine
) -> Generator[date, None, None]:
    """Compute months in their order: one whose tables are ready, while the next is computed.

    Args:
        grounds: Of the months.
        engine: Where to compute.
        periods: The months.
        ready: Has the tables of the month that is given, until the next is asked for.
    """
    tables = [*ASKED_BESIDE, *(f"fresh_{mart.name}" for mart in load_marts())]
    with ThreadPoolExecutor(1) as beside:
        coming = [beside.submit(compute_tables, grounds, engine, period) for period in periods[:1]]
        for number, period in enumerate(periods, start=1):
            coming.pop().result()
            engine.give(tables, ready)
            coming += [
                beside.submit(compute_tables, grounds, engine, following)
                for following in periods[number : number + 1]
            ]
            yield period


def compute_tables(grounds: Grounds, engine: Engine, period: date) -> None:
    """Fill `fresh_<mart>` for every mart, in the engine, where nobody else sees them."""
    make_tables(engine, grounds.takes(period), statements(), period=period)


def statements() -> dict[str, str]:
    """By table of the engine, the statement that makes it."""
    grounds = {name: f"publish/{name}" for name in MADE}
    return grounds | {f"fresh_{mart.name}": f"marts/{mart.name}" for mart in load_marts()}


def differ_from(tx: Transaction, engine: Engine, period: date) -> bool:
    """Whether any fresh table that makes releases says something else than readers see."""
    standing = tx.rows("publish/newest_release", period=period)
    if not standing:
        return True
    number = standing[0]["release_no"]
    return any(_differs(tx, engine, mart, number) for mart in load_marts() if mart.makes_release)


def write_tables(tx: Transaction, engine: Engine, release_no: int) -> int:
    """Keep the fresh tables under a release; how many rows they have."""
    rows = 0
    for mart in load_marts():
        fresh = _fresh(engine, mart)
        numbers = pa.array([release_no] * fresh.num_rows, pa.int32())
        tx.copy_in(f"release.{mart.name}", fresh.append_column("release_no", numbers))
        rows += fresh.num_rows
    return rows


def _differs(tx: Transaction, engine: Engine, mart: Mart, release_no: int) -> bool:
    """Compared as sets of rows: every table has one row for each of its grain."""
    columns = ", ".join(mart.columns)
    kept = tx.copy_out_query(
        f"select {columns} from release.{mart.name} where release_no = :release_no",
        f"release.{mart.name}",
        _schema(mart),
        release_no=release_no,
    )
    engine.load("kept", kept)
    engine.load("fresh", _fresh(engine, mart))
    found = engine.query(
        "(from fresh except from kept) union all (from kept except from fresh) limit 1",
        f"comparing release.{mart.name}",
    )
    return bool(found.num_rows)


def _fresh(engine: Engine, mart: Mart) -> pa.Table:
    """A fresh table in the types that its YAML declares."""
    columns = ", ".join(mart.columns)
    rows = engine.query(f"select {columns} from fresh_{mart.name}", f"fresh_{mart.name}")
    return rows.cast(_schema(mart))


def _schema(mart: Mart) -> pa.Schema:
    return pa.schema([(name, TYPES[column.type]) for name, column in mart.columns.items()])
