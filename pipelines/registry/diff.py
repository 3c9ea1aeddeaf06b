"""What changed between two months: who came, went and moved, of whom something else is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.errors import UsageError
from pipelines.reference import load_villages
from pipelines.registry.looks import note_look
from pipelines.statements import fill_statement
from pipelines.sync.survivorship import COLUMNS, load_survivorship
from pipelines.warehouse import Transaction, Warehouse


@dataclass(frozen=True)
class Diff:
    """The difference of two months, as known now.

    Attributes:
        counts: People by what became of them: came, went, moved, changed; dead and refused apart
            from those who only went; of one village, moved in and moved out.
        fields: People by the golden field that differs.
        persons: Each of them by id, with what became of them, villages and fields; None unless
            asked for.
    """

    counts: Mapping[str, int]
    fields: Mapping[str, int]
    persons: list[dict[str, Any]] | None


def diff_periods(
    warehouse: Warehouse,
    from_period: date,
    to_period: date,
    *,
    village: str | None = None,
    with_ids: bool = False,
) -> Diff:
    """Compare the golden records of two months.

    Args:
        warehouse: Open.
        from_period: The earlier month.
        to_period: The later month.
        village: Kemendagri code: only who was there or is.
        with_ids: Tell who; that somebody looked is kept in `ops.audit`.

    Raises:
        UsageError: The months are in the wrong order, or no village has the code.
    """
    if from_period >= to_period:
        raise UsageError("The months are in the wrong order.", remedy="Give the earlier one first.")
    if village is not None and village not in load_villages():
        raise UsageError(f"No village has the code {village}.", remedy="Give ten digits, no dots.")
    with warehouse.transaction() as tx:
        _compare(tx, from_period, to_period, village)
        counts = {
            row["what"]: row["persons"] for row in tx.rows("registry/diff_counts", village=village)
        }
        fields = {row["field"]: row["persons"] for row in tx.rows("registry/diff_fields")}
        persons = None
        if with_ids:
            subject = f"{from_period:%Y-%m} {to_period:%Y-%m} {village or 'all villages'}"
            note_look(tx, "diff --ids", subject, None)
            persons = [dict(row) for row in tx.rows("registry/diff_persons")]
    return Diff(counts, fields, persons)


def _compare(tx: Transaction, from_period: date, to_period: date, village: str | None) -> None:
    columns = [COLUMNS.get(name, name) for name in load_survivorship().fields]
    changed = [f"case when a.{c} is distinct from b.{c} then '{c}' end" for c in columns]
    listed = [
        f"case when a.{c} <> b.{c} then '{c}' end"
        for c in ("is_listed_in_p3ke", "is_listed_in_dtks")
    ]
    sql = fill_statement("registry/diff", changed=", ".join([*changed, *listed]))
    tx.execute(
        sql, "sql/registry/diff.sql", from_period=from_period, to_period=to_period, village=village
    )
