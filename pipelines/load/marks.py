"""What the text of a row cannot show: which cells were numbers, which rows are torn or totals."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.load.header import Header
from pipelines.reading import Sheet

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer[Any]]
_TOTAL = r"^\s*(grand\s*)?(sub\s*-?\s*)?(total|jumlah)\b"
_DAY_NUMBER = r"^\s*\d{5}([.,]\d+)?\s*$"
# A spreadsheet writes thousands so, people never do: it was a number, and a last 0 may be rounded.
_THOUSANDS_TO_ZERO = "|".join(
    rf"^\W*\d(?:{mark}\d{{3}}){{4}}{mark}\d\d0(?:[.,]0+)?\W*$"
    for mark in (r"\.", ",", r"[ \x{a0}]")
)
_SIXTEEN_DIGITS = r"^\D*(\d\D*){16}$"
# Spreadsheets keep fifteen digits of a number: so many different ones that all end in 0 were
# numbers before they were written as text. By chance that is one file in 100,000.
FEWEST_ENDING_IN_ZERO = 5
# Cells that are looked at first: in nearly every file they show that it is none of those.
_SAMPLE = 100
LEADING_COLUMNS = 4
# Lines that Excel ends in as many delimiters as the widest of them needs.
EXCEL_BLOCK = 16
# More fields than any row has: of a block in which no row is whole.
NO_WIDTH = np.iinfo(np.int32).max


def cell_marks(sheet: Sheet, header: Header, indices: list[int]) -> pa.Array:
    """What raw text cannot show of each of these rows and its cells; mostly null.

    Marks are `row:nul`, `row:total`, `row:too_few_fields` or `row:too_many_fields`, and by field
    `nik:number` (it was a number cell), `:filled` (from a merged range) and `:from_1904`.
    """
    field_by_column = {column: field for field, column in header.column_by_field.items()}
    marks: dict[int, list[str]] = defaultdict(list)
    for index in sheet.nul_rows:
        marks[index].append("row:nul")
    for index in total_rows(sheet, header):
        marks[index].append("row:total")
    for index, mark in _wrong_widths(sheet, header):
        marks[index].append(mark)
    born = header.kind.birth_date
    for index in _days_from_1904(sheet, header.column_by_field[born]):
        marks[index].append(f"{born}:from_1904")
    numbers = sheet.number_cells | _numbers_as_text(sheet, header, indices)
    for cells, mark in ((numbers, "number"), (sheet.filled_cells, "filled")):
        for index, column in sorted(cells):
            if column in field_by_column:
                marks[index].append(f"{field_by_column[column]}:{mark}")
    return pa.array([" ".join(marks[i]) if i in marks else None for i in indices], pa.string())


def _numbers_as_text(sheet: Sheet, header: Header, indices: list[int]) -> set[tuple[int, int]]:
    """Cells of NIK and No KK that a spreadsheet rounded before they became text.

    They are written in thousands and end in 0, or all of their column end in 0.
    """
    found: set[tuple[int, int]] = set()
    for field in header.kind.fields_of_type("nik", "no_kk"):
        column = header.column_by_field.get(field)
        if column is None:
            continue
        cells = rows_at(sheet.cells.select([column]), indices).column(0)
        rounded = _written_in_thousands(cells)
        if _all_end_in_zero(cells.slice(0, _SAMPLE)) and _all_end_in_zero(cells):
            rounded = pc.indices_nonzero(matches(cells, _SIXTEEN_DIGITS)).to_pylist()
        found |= {(indices[at], column) for at in rounded}
    return found


def _written_in_thousands(cells: pa.ChunkedArray) -> list[int]:
    # Nearly every number has sixteen digits and nothing else: only longer texts are looked at.
    is_longer = pc.fill_null(pc.greater(pc.binary_length(cells), 16), False)
    longer = pc.indices_nonzero(is_longer)
    is_rounded = matches(cells.take(longer), _THOUSANDS_TO_ZERO)
    found: list[int] = longer.filter(is_rounded).to_pylist()
    return found


def _all_end_in_zero(cells: pa.ChunkedArray) -> bool:
    numbers = pc.unique(cells.filter(matches(cells, _SIXTEEN_DIGITS)))
    is_rounded = matches(numbers, r"0\D*$")
    return len(numbers) >= FEWEST_ENDING_IN_ZERO and bool(pc.all(is_rounded).as_py())


def _days_from_1904(sheet: Sheet, column: int) -> list[int]:
    """Rows whose date is shown as a plain number of days that begin in 1904."""
    if not sheet.counts_from_1904:
        return []
    found: list[int] = pc.indices_nonzero(
        matches(sheet.cells.column(column), _DAY_NUMBER)
    ).to_pylist()
    return found


def total_rows(sheet: Sheet, header: Header) -> list[int]:
    """Indices of rows that add others up."""
    nik, name, born = (
        sheet.cells.column(header.column_by_field[field])
        for field in (header.kind.nik, header.kind.name, header.kind.birth_date)
    )
    is_total = pa.chunked_array([pa.array([False] * sheet.cells.num_rows)])
    for column in sheet.cells.columns[
        : max(LEADING_COLUMNS, 1 + header.column_by_field[header.kind.name])
    ]:
        is_total = pc.or_(is_total, matches(column, _TOTAL))
    rows = pc.indices_nonzero(is_total)
    nik, name, born = (column.take(rows) for column in (nik, name, born))
    # A person may be called so; a total has no number of sixteen digits beside it. Nor has it a
    # name and a birth date, as somebody without NIK who lives in the camp of an oil company, Total.
    is_person = pc.or_(
        matches(nik, r"^\D*(\d\D*){15,}$"),
        pc.and_(pc.and_not(matches(name, r"\pL"), matches(name, _TOTAL)), matches(born, r"\d")),
    )
    found: list[int] = rows.filter(pc.invert(is_person)).to_pylist()
    return found


def matches(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Whether each cell has the pattern, in any case; an empty one has none."""
    return pc.fill_null(pc.match_substring_regex(column, pattern, ignore_case=True), False)


def _wrong_widths(sheet: Sheet, header: Header) -> list[tuple[int, str]]:
    """Rows of a text file whose fields are not as many as the header's columns, with their marks.

    Who ends every row in delimiters adds fields that hold nothing, and Excel does so to some rows.
    Any other row that has more than the others is taken for one with a delimiter inside a value,
    whose last column may be empty; and so is each whose name or birth date stands beside its place.
    """
    if sheet.field_counts is None:
        return []
    counts = sheet.field_counts.to_numpy()
    width = int(counts[header.row_index])
    # A header may end in a delimiter that its rows lack: what counts are columns with a header.
    whole = counts[header.row_index + 1 :]
    whole = whole[whole >= header.width]
    usual = int(np.bincount(whole).argmax()) if len(whole) else width
    beyond = sheet.cells.columns[width:]
    filled = [
        index
        for index in np.flatnonzero(counts > width).tolist()
        if any(column[index].as_py() is not None for column in beyond)
    ]
    surplus = np.flatnonzero(counts > header.width)
    lines = sheet.row_numbers.to_numpy()
    is_torn = (counts > usual)[surplus] & ~_in_blocks(counts, lines, header.width)[surplus]
    torn = surplus[is_torn | _are_shifted(sheet, header, surplus)]
    many = sorted({*filled, *torn.tolist()} - {header.row_index})
    few = np.flatnonzero(counts < header.width).tolist()
    return [(i, "row:too_few_fields") for i in few] + [(i, "row:too_many_fields") for i in many]


def _in_blocks(counts: npt.NDArray[np.int32], lines: npt.NDArray[np.int32], width: int) -> Flags:
    """Rows that have as many fields as their neighbours, as Excel writes them: by blocks.

    Excel ends the lines of a block of 16 in as many delimiters as the widest of them needs (so
    says Microsoft of column delimiters that are missing in a spreadsheet saved as text): all of
    them have the surplus or none, and a torn row has more than its block. Where a value with a line
    end has moved the blocks, as many alike in a run will do.
    """
    by_line = (lines - 1) // EXCEL_BLOCK
    by_width = np.cumsum(np.diff(counts, prepend=counts[:1]) != 0)
    return _as_wide_as_their_block(counts, by_line, width, fewest=2) | (
        _as_wide_as_their_block(counts, by_width, width, fewest=EXCEL_BLOCK)
    )


def _as_wide_as_their_block(counts: Numbers, blocks: Numbers, width: int, *, fewest: int) -> Flags:
    """Rows with as few fields as any whole row of their block, which has so many rows at least."""
    starts = np.flatnonzero(np.diff(blocks, prepend=-1))
    sizes = np.diff(starts, append=len(counts))
    least = np.minimum.reduceat(np.where(counts < width, NO_WIDTH, counts), starts)
    are_alike: Flags = (counts == np.repeat(least, sizes)) & (np.repeat(sizes, sizes) >= fewest)
    return are_alike


def _are_shifted(sheet: Sheet, header: Header, rows: Numbers) -> Flags:
    """Which of these rows have a name or birth date one column to the right of where it belongs.

    Somebody may have torn every row of a block in the same way: a delimiter in each address.
    """
    found: Flags = np.zeros(len(rows), dtype=np.bool_)
    for field, own, others in (
        (header.kind.name, r"\pL", r"\d"),
        (header.kind.birth_date, r"\d", r"\pL"),
    ):
        column = header.column_by_field[field]
        if column + 1 < sheet.cells.num_columns:
            here, beside = (
                sheet.cells.column(at).take(pa.array(rows)) for at in (column, column + 1)
            )
            is_elsewhere = pc.and_not(matches(beside, own), matches(here, own))
            found |= pc.and_(is_elsewhere, matches(here, others)).to_numpy()
    return found


def rows_at(cells: pa.Table, indices: list[int]) -> pa.Table:
    """These rows; without a copy where nothing lies between them, as in nearly all files."""
    if indices and indices[-1] - indices[0] + 1 == len(indices):
        return cells.slice(indices[0], len(indices))
    return cells.take(pa.array(indices, pa.int64()))
