"""Counts who stands in a period, over everybody: the closing of the books, and the rows behind."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.warehouse import Transaction

ENTITIES = ("person", "family")
PRESENT_ROW = pa.schema(
    [
        ("record_id", pa.int64()),
        ("person_id", pa.int32()),
        ("family_id", pa.int32()),
        ("source", pa.string()),
        ("village_code_kemendagri", pa.string()),
    ]
)
PRESENT_FAMILY_ROW = pa.schema(
    [
        ("family_id", pa.int32()),
        ("source", pa.string()),
        ("village_code_kemendagri", pa.string()),
    ]
)
GOLDEN_VILLAGE = pa.schema([("person_id", pa.int32()), ("village_record_id", pa.int64())])


def count_standing(tx: Transaction, period: date, *, by_sources: bool) -> None:
    """Make `standing_count` and `standing_row_count` of a period.

    Args:
        tx: Holds the steps of the period.
        period: The month to count.
        by_sources: Count by what the sources say of everybody, which costs more and sees more than
            to count the steps of all.
    """
    for table, statement in (
        ("standing_count", "count_table"),
        ("standing_row_count", "standing_row_table"),
    ):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"reconcile/{statement}")
    if by_sources:
        _count_by_sources(tx, period)
    else:
        tx.run("reconcile/standing_rows", period=period)
        for entity in ENTITIES:
            tx.run("reconcile/count_steps", period=period, entity=entity)
    tx.analyze("pg_temp.standing_count", "pg_temp.standing_row_count")


def _count_by_sources(tx: Transaction, period: date) -> None:
    with Engine() as engine:
        for table, schema in (
            ("present_row", PRESENT_ROW),
            ("present_family_row", PRESENT_FAMILY_ROW),
        ):
            engine.load(table, tx.copy_out(f"reconcile/{table}s", schema, period=period))
        engine.make("present_person", "reconcile/present_persons")
        engine.load("golden_village", _golden_villages(tx, engine, period))
        engine.make("counted_elsewhere", "reconcile/counted_elsewhere")
        for entity in ("persons", "families"):
            tx.copy_in("standing_count", engine.read(f"reconcile/count_{entity}", period=period))
        tx.copy_in("standing_row_count", engine.read("reconcile/count_rows"))


def _golden_villages(tx: Transaction, engine: Engine, period: date) -> pa.Table:
    """Which record tells where those live whose rows do not agree about it."""
    tx.execute("drop table if exists pg_temp.torn_person", "dropping torn_person")
    tx.run("reconcile/torn_person_table")
    tx.copy_in("torn_person", engine.read("reconcile/torn_persons"))
    tx.analyze("pg_temp.torn_person")
    return tx.copy_out("reconcile/golden_villages", GOLDEN_VILLAGE, period=period)
