"""What questions and answers are called in Indonesian, and in which order they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LABELS = Path(__file__).with_name("labels.yaml")
CODE_LISTS = Path(__file__).parents[1] / "contracts" / "code_lists.yaml"
ALL = "all"
UNKNOWN = "unknown"
# In the contracts: means that nothing was answered, and is unknown in the tables.
NOT_STATED = "KOSONG"


@dataclass(frozen=True)
class Question:
    """A dimension of the public tables.

    Attributes:
        name: As in `row_dimension`.
        title: What it is called.
        answers: Labels by category, in the order in which they are shown.
        deprived: What its answers that are a deprivation are called together.
    """

    name: str
    title: str
    answers: dict[str, str]
    deprived: str | None = None


@cache
def questions() -> dict[str, Question]:
    """All questions by name, in the order in which they are shown."""
    content = _read(LABELS)
    return {
        name: Question(
            name, entry["title"], _answers(name, entry, content[UNKNOWN]), entry.get("deprived")
        )
        for name, entry in content["dimensions"].items()
    }


def label_of(dimension: str, category: str) -> str:
    """What an answer is called; a code that has no label yet is shown as it is."""
    question = questions().get(dimension)
    return question.answers.get(category, category) if question else category


@dataclass(frozen=True)
class ColumnLabel:
    """What a column of the workbook is called, and what it says."""

    title: str
    about: str


def column_label(column: str, comment: str | None) -> ColumnLabel:
    """A column in Indonesian; under its own name and comment where that is not written yet."""
    entry = _read(LABELS)["columns"].get(column)
    return ColumnLabel(**entry) if entry else ColumnLabel(column, comment or "")


def table_label(table: str) -> str:
    """What the sheet of a public table is called."""
    name: str = _read(LABELS)["tables"].get(table, table)
    return name


def empty_text(table: str) -> str:
    """What the sheet of a public table says where it has no rows."""
    texts = _texts("empty")
    return texts.get(table, texts["any"])


def levels() -> dict[str, str]:
    """What regency, kecamatan and village are called, from the largest to the smallest."""
    return _texts("levels")


def sources() -> dict[str, str]:
    """What the sources are called, in the order in which they are shown."""
    return _texts("sources")


def reasons() -> dict[str, str]:
    """Why an answer about a dwelling counts as a deprivation, by what the warehouse says."""
    return _texts("reasons")


def _texts(name: str) -> dict[str, str]:
    found: dict[str, str] = _read(LABELS)[name]
    return found


def _answers(name: str, entry: dict[str, Any], unknown: str) -> dict[str, str]:
    if code_list := entry.get("code_list"):
        spellings = _read(CODE_LISTS)[code_list]
        listed = {code: texts[0] for code, texts in spellings.items() if code != NOT_STATED}
    else:
        listed = dict(entry["answers"])
    return (
        listed if name in (ALL, "agreement") else {**listed, UNKNOWN: listed.get(UNKNOWN, unknown)}
    )


@cache
def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
