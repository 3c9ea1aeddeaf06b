"""Rows in the order of what they mean: 6-12 years before 19-59, the regency before its villages."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as compute

from pipelines.deliver.labels import levels, questions, sources

# An answer's place is that among the answers to its question, which stands in another column.
QUESTION_OF = {
    "row_category": "row_dimension",
    "column_category": "column_dimension",
    "category": "item",
}
QUESTIONS = frozenset(QUESTION_OF.values())


def in_order(rows: pa.Table) -> pa.Table:
    """Rows sorted by their columns from left to right, each by its meaning.

    What nobody has named yet comes after what has a place, by its text.
    """
    keys: dict[str, pa.ChunkedArray | pa.Array] = {}
    for name in rows.column_names:
        words = rows[name].to_pylist()
        if (known := _known(name, rows)) is not None:
            keys[f"place of {name}"] = pa.array(_places(words, known), pa.int64())
        keys[name] = rows[name]
    by = [(name, "ascending") for name in keys]
    return rows.take(compute.sort_indices(pa.table(keys), by))


def _known(name: str, rows: pa.Table) -> Sequence[Sequence[str]] | None:
    """Of each row, the words of a column in their order; None where text or number is the order."""
    if name in QUESTIONS:
        return [list(questions())] * rows.num_rows
    if name == "level":
        return [list(levels())] * rows.num_rows
    if name == "source":
        return [list(sources())] * rows.num_rows
    asked = QUESTION_OF.get(name)
    if asked is None or asked not in rows.column_names:
        return None
    answers = {question.name: list(question.answers) for question in questions().values()}
    return [answers.get(each, []) for each in rows[asked].to_pylist()]


def _places(words: Sequence[str], known: Sequence[Sequence[str]]) -> list[int]:
    return [
        of.index(word) if word in of else len(of) for word, of in zip(words, known, strict=True)
    ]
