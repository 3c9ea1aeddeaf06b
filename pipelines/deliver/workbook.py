"""The public tables as one workbook for people who live in Excel; numbers stay numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import xlsxwriter

from pipelines.deliver.labels import (
    column_label,
    empty_text,
    label_of,
    levels,
    questions,
    reasons,
    sources,
    table_label,
)
from pipelines.deliver.numbers import month_name
from pipelines.deliver.order import QUESTION_OF, QUESTIONS
from pipelines.deliver.page import page_of
from pipelines.deliver.profile import AreaProfile, Edition, Unit
from pipelines.deliver.telling import tell, tell_deprived

EXPLANATIONS, SUMMARY = "Penjelasan", "Ringkasan"
# A village's 0 stays a number and reads 0-4.
NUMBER, ZERO_OF_VILLAGE = "#,##0", '#,##0;-#,##0;"0-4"'
WIDEST, NARROWEST = 46, 9
TEXT_WIDTH = 110
# Excel takes no longer name of a sheet.
LONGEST_NAME = 31
# Its text is in the number's format already.
AS_FORMAT = "shown"
COUNTS = ("persons", "families")
# Columns whose codes are called otherwise in the workbook.
NAMED = {"level": levels, "source": sources, "why": reasons}


@dataclass(frozen=True)
class Sheet:
    """A public table of a month.

    Attributes:
        comments: What is said of each column.
    """

    name: str
    comments: dict[str, str]
    rows: pa.Table


@dataclass(frozen=True)
class Formats:
    """How cells look."""

    title: Any
    head: Any
    text: Any
    number: Any
    decimal: Any
    year: Any
    zero: Any
    day: Any


def write_workbook(file: Path, edition: Edition, sheets: Sequence[Sheet]) -> None:
    """Write explanations, a line for each area, and every public table.

    Args:
        file: The workbook.
        edition: For the line of each area, and names of areas.
        sheets: The tables as they are published.
    """
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        # Of the month, not of the moment: the same month gives the same bytes.
        first = datetime(edition.period.year, edition.period.month, 1)
        book.set_properties({"title": f"Padan {month_name(edition.period)}", "created": first})
        formats = _formats(book)
        _write_explanations(book, formats, edition, sheets)
        _write_rows(book, formats, SUMMARY, _summary_columns(), _summary(edition))
        for sheet in sheets:
            _write_table(book, formats, edition, sheet)


def _formats(book: Any) -> Formats:
    return Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format(
            {"bold": True, "bg_color": "#00456B", "font_color": "#FFFFFF", "text_wrap": True,
             "valign": "top"}
        ),
        text=book.add_format({"num_format": "@", "text_wrap": False}),
        number=book.add_format({"num_format": NUMBER}),
        decimal=book.add_format({"num_format": "0.00"}),
        year=book.add_format({"num_format": "0"}),
        zero=book.add_format({"num_format": ZERO_OF_VILLAGE}),
        day=book.add_format({"num_format": "yyyy-mm", "align": "left"}),
    )  # fmt: skip


def _write_explanations(
    book: Any, formats: Formats, edition: Edition, sheets: Sequence[Sheet]
) -> None:
    """What is counted and how sure it is, then every column, question and answer."""
    page = book.add_worksheet(EXPLANATIONS)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 34)
    page.set_column(2, 2, TEXT_WIDTH)
    page.write_string(0, 0, f"Padan, {month_name(edition.period)}", formats.title)
    notes = page_of(edition.regency, edition).notes
    for row, note in enumerate(notes, start=2):
        page.write_string(row, 0, note)
    at = len(notes) + 3
    at = _write_block(page, formats, at, ("Lembar", "Kolom", "Arti"), _columns_of(sheets))
    answers = (
        (question.title, text, f"{question.name} = {answer}")
        for question in questions().values()
        for answer, text in question.answers.items()
    )
    _write_block(page, formats, at + 1, ("Pertanyaan", "Jawaban", "Di CSV dan Parquet"), answers)


def _write_block(
    page: Any,
    formats: Formats,
    at: int,
    head: tuple[str, str, str],
    rows: Iterable[tuple[str, str, str]],
) -> int:
    """A small table from row `at`; the row after it."""
    for column, text in enumerate(head):
        page.write_string(at, column, text, formats.head)
    for texts in rows:
        at += 1
        for column, text in enumerate(texts):
            page.write_string(at, column, text)
    return at + 1


def _columns_of(sheets: Sequence[Sheet]) -> Iterable[tuple[str, str, str]]:
    for sheet in sheets:
        for column, comment in sheet.comments.items():
            if column != AS_FORMAT:
                label = column_label(column, comment)
                yield table_label(sheet.name), label.title, label.about


def _summary_columns() -> list[str]:
    return [
        "Tingkat", "Kode wilayah", "Wilayah", "Kecamatan",
        *(title for title, _, _, _ in _summed()),
        *(q.deprived for q in questions().values() if q.deprived),
    ]  # fmt: skip


def _summed() -> list[tuple[str, Unit, str, str]]:
    """Title and cell of the numbers that stand in a line of the summary."""
    rows: list[tuple[str, Unit, str, str]] = [
        ("Orang", "persons", "all", "all"),
        ("Keluarga P3KE", "families", "all", "all"),
    ]
    for name in ("agreement", "decile_group", "sex", "age_group"):
        question = questions()[name]
        rows += [
            (f"{question.title}: {text}", "persons", name, answer)
            for answer, text in question.answers.items()
        ]
    programmes = [
        question for name, question in questions().items() if name.startswith("programme_")
    ]
    rows += [(f"Menerima {q.title}", "families", q.name, "receives") for q in programmes]
    rows.append(("Berisiko stunting", "families", "stunting_risk", "BERESIKO"))
    return rows


def _summary(edition: Edition) -> Iterable[list[Any]]:
    for profile in edition.profiles.values():
        yield [*_place(profile, edition), *_numbers(profile, edition)]


def _place(profile: AreaProfile, edition: Edition) -> list[str]:
    area = profile.area
    around = edition.parent_of(profile) if area.level == "village" else None
    kecamatan = around.area.name if around else ""
    return [levels()[area.level], area.code, area.name, kecamatan]


def _numbers(profile: AreaProfile, edition: Edition) -> list[Any]:
    """Published numbers; empty where nothing is published."""
    told = [tell(profile, unit, row, answer) for _, unit, row, answer in _summed()]
    told += [
        tell_deprived(profile, q.name, edition.deprivations.get(q.name, ()))
        for q in questions().values()
        if q.deprived
    ]
    return [
        _count(each.figure.value, is_zero_of_village=each.figure.zeros == 1)
        if each.figure.is_shown
        else None
        for each in told
    ]


@dataclass(frozen=True)
class _Number:
    """A number, and which of the formats it has."""

    value: int
    shape: Literal["number", "zero", "year"]


def _count(value: int | None, *, is_zero_of_village: bool) -> _Number | None:
    """A published number; a village's 0 reads 0-4."""
    if value is None:
        return None
    return _Number(value, "zero" if is_zero_of_village else "number")


def _write_table(book: Any, formats: Formats, edition: Edition, sheet: Sheet) -> None:
    """A public table with names beside codes and answers in words; a sentence where it is empty."""
    name = table_label(sheet.name)[:LONGEST_NAME]
    if not sheet.rows.num_rows:
        book.add_worksheet(name).write_string(0, 0, empty_text(sheet.name))
        return
    columns = [name for name in sheet.rows.column_names if name != AS_FORMAT]
    titles = [column_label(name, sheet.comments[name]).title for name in columns]
    has_area = "area_code_kemendagri" in columns and "area_name" not in columns
    if has_area:
        at = columns.index("area_code_kemendagri") + 1
        titles[at:at] = [column_label("area_name", None).title]
    rows = (_line(row, columns, edition, with_name=has_area) for row in sheet.rows.to_pylist())
    _write_rows(book, formats, name, titles, rows)


def _line(
    row: dict[str, Any], columns: list[str], edition: Edition, *, with_name: bool
) -> list[Any]:
    cells: list[Any] = []
    for column in columns:
        cells.append(_cell(row, column))
        if with_name and column == "area_code_kemendagri":
            cells.append(edition.profiles[row[column]].area.name)
    return cells


def _cell(row: dict[str, Any], column: str) -> Any:
    value = row[column]
    if column in COUNTS:
        return _count(value, is_zero_of_village=row.get(AS_FORMAT) == "0-4")
    if column == "year":
        return _Number(value, "year")
    if column in NAMED:
        return NAMED[column]().get(value, value)
    if column in QUESTIONS:
        question = questions().get(value)
        return question.title if question else value
    if column in QUESTION_OF and QUESTION_OF[column] in row:
        return label_of(row[QUESTION_OF[column]], value)
    return value


def _write_rows(
    book: Any, formats: Formats, name: str, titles: Sequence[str], rows: Iterable[list[Any]]
) -> None:
    """A sheet with a frozen head, filters, and columns as wide as what stands in them."""
    kept = list(rows)
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        cells = (len(str(line[column])) for line in kept if isinstance(line[column], str))
        widest = max([*cells, len(title) // 2 + 2, NARROWEST])
        sheet.set_column(column, column, min(widest + 1, WIDEST))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, formats.head)
    for at, line in enumerate(kept, start=1):
        for column, value in enumerate(line):
            _write_cell(sheet, formats, at, column, value)
    if kept:
        sheet.autofilter(0, 0, len(kept), len(titles) - 1)


def _write_cell(sheet: Any, formats: Formats, at: int, column: int, value: Any) -> None:
    if isinstance(value, _Number):
        sheet.write_number(at, column, value.value, getattr(formats, value.shape))
    elif isinstance(value, date):
        sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), formats.day)
    elif isinstance(value, bool):
        sheet.write_string(at, column, "ya" if value else "tidak")
    elif isinstance(value, float):
        sheet.write_number(at, column, value, formats.decimal)
    elif isinstance(value, int):
        sheet.write_number(at, column, value, formats.number)
    elif value is not None:
        sheet.write_string(at, column, str(value), formats.text)
