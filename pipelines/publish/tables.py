"""The marts of one month: computed aside, compared with what stands, written as a release."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from pipelines.marts import Mart, load_marts
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

# What several marts stand on, in this order.
GROUNDS = ("standing_row", "listed_person", "listed_family", "source_state")


def compute_tables(tx: Transaction, period: date) -> None:
    """Fill `fresh_<mart>` for every mart; temporary, so that nobody sees them."""
    _drop(tx, "category")
    tx.run("publish/categories")
    tx.copy_in("category", _categories())
    for ground in GROUNDS:
        _drop(tx, ground)
        tx.run(f"publish/{ground}", period=period)
        tx.analyze(f"pg_temp.{ground}")
    for mart in load_marts():
        _drop(tx, f"fresh_{mart.name}")
        query = read_statement(f"marts/{mart.name}")
        tx.execute(
            f"create temporary table fresh_{mart.name} on commit drop as {query}",
            f"sql/marts/{mart.name}.sql",
            period=period,
        )


def differ_from(tx: Transaction, period: date) -> bool:
    """Whether any fresh table that makes releases says something else than readers see."""
    standing = tx.rows("publish/newest_release", period=period)
    if not standing:
        return True
    number = standing[0]["release_no"]
    return any(_differs(tx, mart, number) for mart in load_marts() if mart.makes_release)


def write_tables(tx: Transaction, release_no: int) -> int:
    """Keep the fresh tables under a release; how many rows they have."""
    rows = 0
    for mart in load_marts():
        columns = ", ".join(mart.columns)
        rows += tx.execute(
            f"insert into release.{mart.name} ({columns}, release_no)"
            f" select {columns}, :release_no from fresh_{mart.name}",
            f"new release.{mart.name}",
            release_no=release_no,
        ).rowcount
    return rows


def _differs(tx: Transaction, mart: Mart, release_no: int) -> bool:
    columns = ", ".join(mart.columns)
    fresh = f"select {columns} from fresh_{mart.name}"
    kept = f"select {columns} from release.{mart.name} where release_no = :release_no"
    found = tx.rows_of(
        f"({fresh} except {kept}) union all ({kept} except {fresh}) limit 1",
        f"comparing release.{mart.name}",
        release_no=release_no,
    )
    return bool(found)


def _categories() -> pa.Table:
    # Imported here: it brings the matrices of the protection, which other commands need not pay.
    from pipelines.disclosure import STRUCTURES

    pairs = [
        (dimension.name, category)
        for structure in STRUCTURES
        for dimension in structure.dimensions
        for category in dimension.categories
    ]
    return pa.table(
        {
            "dimension": [name for name, _ in dict.fromkeys(pairs)],
            "category": [category for _, category in dict.fromkeys(pairs)],
        }
    )


def _drop(tx: Transaction, table: str) -> None:
    tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
