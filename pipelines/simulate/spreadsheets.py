"""Writes sheets and text files whose bytes depend on nothing but their content."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float
# Spreadsheets count days from here; 25569 is 1 January 1970.
EXCEL_EPOCH_OFFSET = 25_569
_ROWS_IN_MEMORY = 30_000


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: All rows from the first; a cell of `""` is left empty.
        date_column: Position of a column whose numbers are shown as dates.
        is_hidden: Hidden sheets are not for the reader.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    date_column: int | None = None
    is_hidden: bool = False


def write_workbook(path: Path, sheets: Sequence[Sheet], created: datetime) -> None:
    """Write an xlsx; `created` stands in its properties instead of the clock."""
    # Shared strings are faster; a whole registry goes to disk row by row, or memory runs out.
    is_large = sum(len(sheet.rows) for sheet in sheets) > _ROWS_IN_MEMORY
    with xlsxwriter.Workbook(path, {"constant_memory": is_large}) as book:
        book.set_properties({"created": created})
        date_format = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            if sheet.is_hidden:
                page.hide()
            _write_rows(page, sheet, date_format)


def _write_rows(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, date_format: object) -> None:
    write_text, write_number = page.write_string, page.write_number
    for at, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    write_text(at, column, cell)
            elif column == sheet.date_column:
                write_number(at, column, cell, date_format)
            else:
                write_number(at, column, cell)


def write_text_file(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """Write a `;`-separated file; returns the line on which each record begins, from 1."""
    lines = []
    line = 2
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            lines.append(line)
            line += 1 + sum(cell.count("\n") for cell in row)
    return lines
