"""Counts who stands in a period, over everybody: the closing of the books, and the rows behind."""

from __future__ import annotations

from datetime import date

from pipelines.standing import Reading

ENTITIES = ("person", "family")


def count_standing(reading: Reading, period: date) -> None:
    """Make `standing_count` and `standing_row_count` of a period, over everybody.

    Args:
        reading: Has the steps of persons and families, identities, lists and golden steps as known
            now.
        period: The month to count.
    """
    tx, engine = reading.tx, reading.engine
    for table, statement in (
        ("present_row", "present_rows"),
        ("present_family_row", "present_family_rows"),
        ("present_person", "present_persons"),
        ("counted_elsewhere", "counted_elsewhere"),
    ):
        engine.make(table, f"reconcile/{statement}", period=period)
    for table, statement in (
        ("standing_count", "count_table"),
        ("standing_row_count", "standing_row_table"),
    ):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"reconcile/{statement}")
    for entity in ("persons", "families"):
        tx.copy_in("standing_count", engine.read(f"reconcile/count_{entity}", period=period))
    tx.copy_in("standing_row_count", engine.read("reconcile/count_rows"))
    tx.analyze("pg_temp.standing_count", "pg_temp.standing_row_count")
