"""A workbook that comes back: every answer becomes a decision, once, or none does."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.linkage.decisions import DIFFERENT, SAME, UNKNOWN
from pipelines.review.decide import keep_decision
from pipelines.review.export import QUEUE, pair_keys
from pipelines.review.pairs import Pair, parse_pair
from pipelines.review.workbook import Answer, Answers, read_workbook, refused
from pipelines.warehouse import Transaction, Warehouse


@dataclass(frozen=True)
class ImportSummary:
    """What a workbook brought, in lines.

    Attributes:
        same, different, unknown: New answers.
        unchanged: Answers that were known already.
        open: Lines without an answer.
        sample_id: The clerical sample that was answered; None for the queue.
    """

    same: int
    different: int
    unknown: int
    unchanged: int
    open: int
    sample_id: int | None


def import_answers(warehouse: Warehouse, path: Path, reviewer: str | None = None) -> ImportSummary:
    """Take the answers of a workbook over; the same workbook again changes nothing.

    Args:
        warehouse: Open.
        path: What `export_queue` or `draw_sample` wrote, filled in.
        reviewer: Who answered where the lines do not say.

    Raises:
        UsageError: It is no workbook of the review, a line's pair was changed, or an answer cannot
            be read. Nothing is taken over then.
    """
    answers = read_workbook(path, reviewer)
    kind = _kind(answers)
    with warehouse.transaction() as tx:
        pairs = _check_pairs(tx, path, answers, kind)
        sample_id = int(kind[1:]) if kind != QUEUE else None
        taken: Counter[str] = Counter()
        for answer, pair in zip(answers.given, pairs, strict=True):
            is_new = (
                _keep_decision(tx, answer, pair)
                if sample_id is None
                else _keep_sampled(tx, answer, pair, sample_id)
            )
            taken[answer.verdict if is_new else "unchanged"] += 1
    return ImportSummary(
        same=taken[SAME],
        different=taken[DIFFERENT],
        unknown=taken[UNKNOWN],
        unchanged=taken["unchanged"],
        open=answers.open,
        sample_id=sample_id,
    )


def _kind(answers: Answers) -> str:
    """What the workbook is for: the queue, or a sample by number."""
    kinds = [answer.key.partition("-")[0] for answer in answers.given]
    return next((kind for kind in kinds if re.fullmatch(r"s\d{1,9}", kind)), QUEUE)


def _check_pairs(tx: Transaction, path: Path, answers: Answers, kind: str) -> list[Pair]:
    """The pairs of the lines, where each still is the one that was exported."""
    named: dict[int, Pair] = {}
    faults = []
    for answer in answers.given:
        try:
            named[answer.row] = parse_pair(answer.pair)
        except UsageError:
            faults.append(answer.row)
    keys = pair_keys(tx, named.values(), kind)
    faults += [
        answer.row
        for answer in answers.given
        if answer.row in named and keys.get(named[answer.row]) != answer.key
    ]
    if faults:
        changed = [f"row {row}, column Pasangan: not the pair of this line" for row in faults]
        raise refused(path, sorted(changed))
    return [named[answer.row] for answer in answers.given]


def _keep_decision(tx: Transaction, answer: Answer, pair: Pair) -> bool:
    said = tx.rows(
        "review/said_before",
        left=pair.left,
        right=pair.right,
        verdict=answer.verdict,
        reviewer=answer.reviewer,
        note=answer.note,
    )
    if said[0]["is_said"]:
        return False
    keep_decision(tx, pair, answer.verdict, reviewer=answer.reviewer, note=answer.note)
    return True


def _keep_sampled(tx: Transaction, answer: Answer, pair: Pair, sample_id: int) -> bool:
    changed = tx.run(
        "review/answer_sample",
        sample_id=sample_id,
        left=pair.left,
        right=pair.right,
        verdict=answer.verdict,
        reviewer=answer.reviewer,
        note=answer.note,
    )
    return changed.rowcount > 0
