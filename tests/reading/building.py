"""Files as senders send them, built for real, and what was read of them in plain Python."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from pipelines.reading import Sheet, read_file

SHEET_PART = "xl/worksheets/sheet1.xml"
STRINGS_PART = "xl/sharedStrings.xml"

Rows = Sequence[Sequence[object]]


def rows_of(sheet: Sheet) -> list[list[str | None]]:
    return [list(row.values()) for row in sheet.cells.to_pylist()] if len(sheet.row_numbers) else []


def read_rows(path: Path) -> list[list[str | None]]:
    (sheet,) = read_file(path)
    return rows_of(sheet)


def cell_at(sheet: Sheet, row_number: int, column: int) -> str | None:
    """A cell by its row as seen in Excel, and its column from 1."""
    index = sheet.row_numbers.to_pylist().index(row_number)
    return sheet.cells.column(column - 1)[index].as_py()


def write_xlsx(path: Path, fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> Path:
    book = xlsxwriter.Workbook(path, options)
    fill(book)
    book.close()
    return path


def xlsx_of_rows(path: Path, rows: Rows) -> Path:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return write_xlsx(path, fill)


def xlsx_of_xml(path: Path, sheet_data: str, behind: str = "") -> Path:
    """A workbook whose rows are the given XML, as an odd exporter may write them."""
    xlsx_of_rows(path, [["x"]])
    patch_part(
        path,
        SHEET_PART,
        lambda xml: re.sub(
            rb"<sheetData>.*</sheetData>",
            lambda _: f"<sheetData>{sheet_data}</sheetData>{behind}".encode(),
            xml,
            flags=re.DOTALL,
        ),
    )
    return path


def patch_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
