"""One pair shown to a reviewer, who is noted: both records, and why they weigh what they weigh."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from pipelines.errors import UsageError
from pipelines.linkage.model import load_model
from pipelines.review.decide import find_pair
from pipelines.review.explanation import Explanation, explain
from pipelines.review.pairs import Pair
from pipelines.review.records import ComparedField, compare_records, read_records
from pipelines.warehouse import Transaction, Warehouse


@dataclass(frozen=True)
class ShownPair:
    """What a reviewer sees.

    Attributes:
        pair: Its name.
        is_one: Whether both are one person now.
        fields: Both records side by side.
        explanation: None for a pair that was never compared or is forgotten.
    """

    pair: Pair
    is_one: bool
    fields: list[ComparedField]
    explanation: Explanation | None


def show_pair(
    warehouse: Warehouse, pair: Pair, *, reveal: bool = False, reason: str | None = None
) -> ShownPair:
    """Return both records and the weights; that somebody looked is kept in `ops.audit`.

    Args:
        warehouse: Open.
        pair: Two nodes, asked for or not.
        reveal: Show NIK and No KK in full.
        reason: Why; needed to reveal.

    Raises:
        UsageError: There is no such pair, its rows were taken back, or a reason is missing.
    """
    if reveal and not (reason or "").strip():
        raise UsageError("Numbers are revealed for a reason only.", remedy="Add --reason.")
    with warehouse.transaction() as tx:
        found = find_pair(tx, pair)
        records = read_records(tx, (pair.left, pair.right))
        if len(records) < 2:
            raise UsageError(
                f"Rows of the pair {pair} were taken back.", remedy="There is nothing to decide."
            )
        note_look(tx, "review show --reveal" if reveal else "review show", str(pair), reason)
    levels = found["levels"]
    return ShownPair(
        pair=pair,
        is_one=found["left_cluster_id"] == found["right_cluster_id"],
        fields=compare_records(records[pair.left], records[pair.right], reveal=reveal),
        explanation=explain(levels, load_model(found["model_version"])) if levels else None,
    )


def note_look(tx: Transaction, action: str, subject: str, reason: str | None = None) -> None:
    """Keep who looked at people, at what and why."""
    tx.run("review/audit", actor=getpass.getuser(), action=action, subject=subject, reason=reason)
