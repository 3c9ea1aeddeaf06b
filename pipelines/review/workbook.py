"""The review as a workbook in Indonesian: a line a pair, both records side by side.

Everything but the answers is locked. A key in a hidden column holds a line to its pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.errors import UsageError
from pipelines.linkage.decisions import DIFFERENT, SAME, UNKNOWN
from pipelines.review.records import FIELDS, ComparedField

ANSWERS = {"sama": SAME, "beda": DIFFERENT, "belum tahu": UNKNOWN}
SHEET = "Pasangan"
BEFORE = ("Pasangan", "Sekarang")
ANSWER, REVIEWER, NOTE, KEY = "Jawaban", "Pemeriksa", "Catatan", "Kunci"
AFTER = (ANSWER, REVIEWER, NOTE, KEY)
HEADER_ROWS = 2
FIRST_ANSWER = len(BEFORE) + 2 * len(FIELDS) + 1
# Enough for a whole regency's queue; a longer sheet is no workbook of ours.
MOST_LINES = 100_000

_HEADER = PatternFill("solid", fgColor="1F4E79")
_DIFFERS = PatternFill("solid", fgColor="FFD966")
_TO_FILL_IN = PatternFill("solid", fgColor="E2EFDA")
_LINE = Border(bottom=Side(style="thin", color="BFBFBF"))
_WIDTHS = {"nama": 24, "alamat": 26, "village": 24, "nama_ibu_kandung": 20, "nik": 19, "no_kk": 19}

INSTRUCTIONS = (
    "Setiap baris berisi dua catatan, A dan B. Pertanyaannya: apakah keduanya orang yang sama?",
    "Isi kolom Jawaban dengan sama, beda, atau belum tahu, lalu isi nama Anda di kolom Pemeriksa.",
    "Sel kuning menandai isian yang berbeda antara A dan B.",
    "NIK dan No KK disamarkan: titik berarti angka tersembunyi, # berarti angka A dan B berbeda.",
    "Baris yang kolom Jawaban-nya kosong dilewati dan dapat diisi lain kali.",
    "Jangan mengubah kolom lain. Berkas ini memuat data pribadi: jangan dikirim ke luar kantor.",
)


@dataclass(frozen=True)
class Line:
    """A pair on paper."""

    pair: str
    state: str
    fields: Sequence[ComparedField]
    key: str


@dataclass(frozen=True)
class Answer:
    """What somebody wrote in a line."""

    row: int
    pair: str
    key: str
    verdict: str
    reviewer: str
    note: str | None


@dataclass(frozen=True)
class Answers:
    """What came back of a workbook: answers, and how many lines are still open."""

    given: list[Answer]
    open: int


def write_workbook(lines: Sequence[Line], out: Path) -> None:
    """Write the workbook with its instructions; answers are to be filled in."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write_header(sheet)
    for number, line in enumerate(lines, HEADER_ROWS + 1):
        _write_line(sheet, number, line)
    _protect(sheet, HEADER_ROWS + len(lines))
    _write_instructions(workbook.create_sheet("Petunjuk"))
    out.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(out)


def read_workbook(path: Path, reviewer: str | None = None) -> Answers:
    """Read the answers of a workbook.

    Args:
        path: The workbook, filled in.
        reviewer: Who answered where the line does not say.

    Raises:
        UsageError: It is no workbook of the review, or an answer cannot be read; all such places
            are named by sheet, row and column.
    """
    faults: list[str] = []
    given: list[Answer] = []
    still_open = 0
    for number, cells in _lines_of(path):
        text = [_text(value) for value in cells]
        pair, (answer, who, note, key) = text[0], text[FIRST_ANSWER - 1 :]
        if not answer:
            still_open += bool(pair)
            continue
        verdict = ANSWERS.get(" ".join(answer.casefold().split()))
        name = who or (reviewer or "").strip()
        if verdict is None:
            faults.append(f"row {number}, column {ANSWER}: not one of {', '.join(ANSWERS)}")
        elif not name:
            faults.append(f"row {number}, column {REVIEWER}: empty beside an answer")
        else:
            given.append(Answer(number, pair, key, verdict, name, note or None))
    if faults:
        raise refused(path, faults)
    return Answers(given, still_open)


def refused(path: Path, faults: Sequence[str]) -> UsageError:
    """The refusal of a workbook as a whole: every fault with its place."""
    shown = "; ".join(faults[:10])
    more = f"; and {len(faults) - 10} more" if len(faults) > 10 else ""
    return UsageError(
        f"{path.name}, sheet {SHEET}: {shown}{more}.",
        remedy="Nothing was taken over. Correct these cells, or export the pairs again.",
    )


def _lines_of(path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
        sheet = workbook[SHEET]
        rows = sheet.iter_rows(
            max_row=HEADER_ROWS + MOST_LINES, max_col=FIRST_ANSWER + 3, values_only=True
        )
        header = next(rows, ())
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError):
        header = ()
    expected = (*BEFORE, *(name for field in FIELDS for name in (field.label_id, None)), *AFTER)
    if tuple(header) != expected:
        raise UsageError(
            f"{path.name} is no workbook of the review.",
            remedy="Hand in what `padan review export` or `padan review sample` wrote.",
        )
    next(rows, None)
    yield from enumerate(rows, HEADER_ROWS + 1)
    workbook.close()


def _write_header(sheet: Worksheet) -> None:
    for number, name in enumerate((*BEFORE, *_labels(), *AFTER), 1):
        for row in (1, HEADER_ROWS):
            cell = sheet.cell(row, number)
            cell.fill, cell.font = _HEADER, Font(bold=True, color="FFFFFF")
            cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.cell(1, number).value = name
    for position, field in enumerate(FIELDS):
        left = len(BEFORE) + 1 + 2 * position
        sheet.merge_cells(start_row=1, end_row=1, start_column=left, end_column=left + 1)
        for column, side in ((left, "A"), (left + 1, "B")):
            sheet.cell(HEADER_ROWS, column).value = side
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].width = _WIDTHS.get(field.name, 14)
    for letter, width in (("A", 16), ("B", 22)):
        sheet.column_dimensions[letter].width = width
    for offset, width in enumerate((14, 20, 34)):
        sheet.column_dimensions[get_column_letter(FIRST_ANSWER + offset)].width = width
    sheet.column_dimensions[get_column_letter(FIRST_ANSWER + 3)].hidden = True
    sheet.freeze_panes = sheet.cell(HEADER_ROWS + 1, len(BEFORE) + 1)


def _labels() -> list[str | None]:
    return [name for field in FIELDS for name in (field.label_id, None)]


def _write_line(sheet: Worksheet, number: int, line: Line) -> None:
    sides = [side for compared in line.fields for side in (compared.left, compared.right)]
    for column, value in enumerate((line.pair, line.state, *sides), 1):
        _write_text(sheet.cell(number, column), value)
    for position, compared in enumerate(line.fields):
        if compared.differs:
            left = len(BEFORE) + 1 + 2 * position
            sheet.cell(number, left).fill = sheet.cell(number, left + 1).fill = _DIFFERS
    for column in range(FIRST_ANSWER, FIRST_ANSWER + 3):
        cell = sheet.cell(number, column)
        cell.protection, cell.fill, cell.border = Protection(locked=False), _TO_FILL_IN, _LINE
    _write_text(sheet.cell(number, FIRST_ANSWER + 3), line.key)


def _write_text(cell: Cell, value: str) -> None:
    """As text, whatever it looks like: a spreadsheet would run a name that begins with `=`."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = f"'{text}" if re.match(r"[=+\-@\t\r]", text) else text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _LINE


def _protect(sheet: Worksheet, last_row: int) -> None:
    choice = DataValidation(
        type="list",
        formula1=f'"{",".join(ANSWERS)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Jawaban",
        error=f"Pilih salah satu: {', '.join(ANSWERS)}.",
    )
    letter = get_column_letter(FIRST_ANSWER)
    choice.add(f"{letter}{HEADER_ROWS + 1}:{letter}{max(last_row, HEADER_ROWS + 1)}")
    sheet.add_data_validation(choice)
    sheet.protection.sheet = True
    # Columns may be made wider and lines filtered; nothing else but the answers can be touched.
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    sheet.auto_filter.ref = f"A{HEADER_ROWS}:{get_column_letter(FIRST_ANSWER + 2)}{last_row}"


def _write_instructions(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 110
    for number, text in enumerate(INSTRUCTIONS, 1):
        sheet.cell(number, 1).value = f"{number}. {text}"
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True)
    sheet.protection.sheet = True


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
