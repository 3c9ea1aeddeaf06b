"""Pairs out of the warehouse into a workbook, and who took them is noted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.review.pairs import Pair
from pipelines.review.queue import Question, open_questions
from pipelines.review.records import ComparedField, compare_records, read_records
from pipelines.review.show import note_look
from pipelines.review.workbook import Line, write_workbook
from pipelines.warehouse import Transaction, Warehouse

QUEUE = "q"
STATES = {"join": "dua orang", "part": "satu orang"}
ASKED_AGAIN = "; pernah diputuskan, kini ada bukti baru"


def export_queue(warehouse: Warehouse, out: Path, limit: int | None = None) -> int:
    """Write the open questions, the most telling first, as a workbook; the number of pairs."""
    with warehouse.transaction() as tx:
        questions = open_questions(tx, limit)
        states = {question.pair: _state(question) for question in questions}
        lines = lines_of(tx, [question.pair for question in questions], states)
        note_look(tx, "review export", f"{len(lines)} pairs")
    write_workbook(lines, out)
    return len(lines)


def lines_of(
    tx: Transaction, pairs: Sequence[Pair], states: dict[Pair, str], kind: str = QUEUE
) -> list[Line]:
    """Return what the workbook shows of pairs whose rows still stand; numbers masked."""
    records = read_records(tx, _nodes(pairs))
    keys = pair_keys(tx, pairs, kind)
    return [
        Line(
            pair=str(pair),
            state=states.get(pair, ""),
            fields=[
                _in_indonesian(line)
                for line in compare_records(records[pair.left], records[pair.right])
            ],
            key=keys[pair],
        )
        for pair in pairs
        if pair.left in records and pair.right in records
    ]


def pair_keys(tx: Transaction, pairs: Iterable[Pair], kind: str) -> dict[Pair, str]:
    """Return the key of each known pair: what its two nodes say, as a short fingerprint.

    Args:
        tx: Open.
        pairs: Known or not; unknown ones are left out.
        kind: What the workbook is for: a line of one cannot be handed in with another.
    """
    given = list(pairs)
    found = tx.rows("review/fingerprints", nodes=_nodes(given))
    contents = {row["node_id"]: row["content_hash"] for row in found}
    return {
        pair: f"{kind}-{_digest(contents[pair.left], contents[pair.right])}"
        for pair in given
        if pair.left in contents and pair.right in contents
    }


def _nodes(pairs: Iterable[Pair]) -> list[int]:
    return sorted({node for pair in pairs for node in (pair.left, pair.right)})


def _digest(left: str, right: str) -> str:
    return hashlib.sha256(f"{left} {right}".encode()).hexdigest()[:12]


def _state(question: Question) -> str:
    return STATES[question.kind] + (ASKED_AGAIN if question.contradicts else "")


def _in_indonesian(compared: ComparedField) -> ComparedField:
    left, right = (
        _indonesian(compared.field.name, text) for text in (compared.left, compared.right)
    )
    return replace(compared, left=left, right=right)


def _indonesian(field: str, text: str) -> str:
    if field == "source":
        return text.upper()
    if field == "hubungan_keluarga":
        return text.replace("_", " ").capitalize()
    if field == "tanggal_lahir" and text:
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    return text
