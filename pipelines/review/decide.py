"""One decision of a person, kept with the evidence that was seen, and its undoing."""

from __future__ import annotations

import logging

from sqlalchemy import RowMapping

from pipelines.errors import UsageError
from pipelines.linkage.decisions import VERDICTS
from pipelines.review.pairs import Pair
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


def decide(
    warehouse: Warehouse, pair: Pair, verdict: str, *, reviewer: str, note: str | None = None
) -> int:
    """Keep what a person said of a pair; the next run of the linkage heeds it.

    The newest decision on a pair holds. Any two nodes can be decided, asked for or not.

    Args:
        warehouse: Open.
        pair: Two nodes.
        verdict: `same`, `different` or `unknown`.
        reviewer: Who says so.
        note: Why; no name or number belongs here.

    Returns:
        The number of the decision, with which it can be undone.

    Raises:
        UsageError: There is no such pair or verdict, or nobody to answer for it.
    """
    if verdict not in VERDICTS:
        raise UsageError("There is no such verdict.", remedy=f"Say {', '.join(VERDICTS)}.")
    if not reviewer.strip():
        raise UsageError("A decision needs a reviewer.", remedy="Name who decided.")
    with warehouse.transaction() as tx:
        decision_id = keep_decision(tx, pair, verdict, reviewer=reviewer, note=note)
    logger.info("decided decision=%d verdict=%s", decision_id, verdict)
    return decision_id


def keep_decision(
    tx: Transaction, pair: Pair, verdict: str, *, reviewer: str, note: str | None
) -> int:
    """`decide` inside a transaction of the caller."""
    seen = find_pair(tx, pair)
    evidence = {
        name: seen[name]
        for name in ("left_content_hash", "right_content_hash", "levels", "weight", "model_version")
    }
    kept = tx.rows(
        "review/decide",
        left=pair.left,
        right=pair.right,
        verdict=verdict,
        reviewer=reviewer.strip(),
        note=(note or "").strip() or None,
        **evidence,
    )
    return int(kept[0]["decision_id"])


def undo(warehouse: Warehouse, decision_id: int, *, by: str) -> None:
    """Take a decision back; the clusters of before return with the next run of the linkage.

    Raises:
        UsageError: There is no such decision, or it was undone already.
    """
    with warehouse.transaction() as tx:
        undone = tx.run("review/undo", decision_id=decision_id, undone_by=by).rowcount
    if not undone:
        raise UsageError(
            f"There is no decision {decision_id} to undo.",
            remedy="`padan review decisions` lists those that hold.",
        )
    logger.info("undone decision=%d", decision_id)


def find_pair(tx: Transaction, pair: Pair) -> RowMapping:
    """Return the pair's fingerprints, evidence and clusters.

    Raises:
        UsageError: One of the nodes does not exist.
    """
    found = tx.rows("review/find_pair", left=pair.left, right=pair.right)
    if not found:
        raise UsageError(
            f"There is no pair {pair}.", remedy="`padan review list` shows what is open."
        )
    return found[0]
