"""What is asked, in which order, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.linkage.decisions import Decision, settle
from pipelines.reference import load_villages
from pipelines.review.pairs import Pair
from pipelines.warehouse import Transaction, Warehouse

# More than the register could ask; PostgreSQL's limit wants a number.
ALL = 2_000_000_000


@dataclass(frozen=True)
class Question:
    """A pair that a person should decide.

    Attributes:
        pair: The two nodes that tell most.
        kind: `join` (two persons now) or `part` (one person now).
        levels: As in `linkage.pair`.
        weight: Of the pair, nats.
        weight_between: Of all pairs between the two sides, less the threshold, nats.
        counts_changed: Published counts that the other answer changes.
        expected_change: The same times how likely that answer is.
        settles: Open questions about either side, this one included.
        contradicts: The earlier decision that new evidence speaks against, if it is one.
        model_version: The model that weighed.
        villages: Where the two sides are listed, by name.
    """

    pair: Pair
    kind: str
    levels: str
    weight: float
    weight_between: float
    counts_changed: int
    expected_change: float
    settles: int
    contradicts: int | None
    model_version: str
    villages: tuple[str, str]


@dataclass(frozen=True)
class KeptDecision:
    """A decision that was not undone.

    Attributes:
        decision_id: With which it is undone.
        pair: What it is about.
        verdict: `same`, `different` or `unknown`.
        reviewer: Who said so.
        decided_at: When.
        seen_weight: Weight of the pair then, nats; None if it was never compared.
        weight: Weight of now.
        state: `holds`, `waits` (for the next run), `contradicted` (by a newer one), `replaced` (by
            a newer one on the same pair) or `doubted` (by new evidence; it is asked again).
    """

    decision_id: int
    pair: Pair
    verdict: str
    reviewer: str
    decided_at: datetime
    seen_weight: float | None
    weight: float | None
    state: str


def open_questions(tx: Transaction, limit: int | None = None) -> list[Question]:
    """Return what is asked now: by expected effect on published counts, then by what it settles."""
    rows = tx.rows("review/questions", count=limit or ALL)
    return [
        Question(
            pair=Pair(row["left_node_id"], row["right_node_id"]),
            contradicts=row["contradicts_decision_id"],
            villages=(_village(row["left_village"]), _village(row["right_village"])),
            **{
                name: row[name]
                for name in (
                    *("kind", "levels", "weight", "weight_between"),
                    *("counts_changed", "expected_change", "settles", "model_version"),
                )
            },
        )
        for row in rows
    ]


def kept_decisions(warehouse: Warehouse) -> list[KeptDecision]:
    """Return the decisions that were not undone, newest first, and what became of each."""
    with warehouse.transaction() as tx:
        rows = tx.rows("review/decisions")
    given = [
        Decision(row["decision_id"], row["left_node_id"], row["right_node_id"], row["verdict"])
        for row in rows
    ]
    contradicted = set(settle(given).contradicted)
    newest: dict[Pair, int] = {}
    kept = []
    for row in rows:
        pair = Pair(row["left_node_id"], row["right_node_id"])
        number = row["decision_id"]
        if newest.setdefault(pair, number) != number:
            state = "replaced"
        elif number in contradicted:
            state = "contradicted"
        elif not row["is_taken_up"]:
            state = "waits"
        else:
            state = "doubted" if row["is_doubted"] else "holds"
        kept.append(
            KeptDecision(
                decision_id=number,
                pair=pair,
                verdict=row["verdict"],
                reviewer=row["reviewer"],
                decided_at=row["decided_at"],
                seen_weight=row["seen_weight"],
                weight=row["weight"],
                state=state,
            )
        )
    return kept


def _village(code: str) -> str:
    village = load_villages().get(code)
    return village.name if village else code
