"""A sheet of text cells: what every reader hands over, whatever the file's format was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.reading.cell_text import LARGEST_CELL
from pipelines.reading.errors import ZipBombError

NUL = "\x00"
VISIBLE_NUL = "\u2400"
"""Stands in a cell where a NUL was: PostgreSQL can keep this, and nothing is lost from sight."""

Place = tuple[int, int]
"""Row index and column index, from 0."""


@dataclass(frozen=True)
class MergedRange:
    """Cells merged into one, ends included; indexes from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """What one sheet, or one text file, says: every cell as text.

    Attributes:
        name: The sheet's name; empty for text files; for HTML the table's number from 1.
        is_visible: False for hidden and very hidden sheets.
        cells: Columns of `pa.string()` named '0', '1', …, from the sheet's first column on; null
            is an empty cell. Rows in file order, wholly empty ones left out.
        row_numbers: int32, one per row: row as seen in Excel, or the line of a text file on which
            the record begins; from 1.
        number_cells: Places of number-typed cells of more than 15 digits (the 16th is not to be
            trusted). Spreadsheets only.
        filled_cells: Places that got their value from a range merged over several rows.
        field_counts: int32, one per row: fields in the record. Text files only; the table is as
            wide as the widest record.
        nul_rows: Indexes of the rows that held a NUL, which is now `VISIBLE_NUL`.
        counts_from_1904: Whether days are counted from 1904: dates are right, but a day that is
            shown as a plain number is 1,462 less than elsewhere. Workbooks only.
        heading: Lines that stand before the table and in none of its rows. HTML only.
        ends_midway: Whether nothing ends the last line: it may be cut off. Text files only.
    """

    name: str
    is_visible: bool
    cells: pa.Table
    row_numbers: pa.Array
    number_cells: frozenset[Place] = frozenset()
    filled_cells: frozenset[Place] = frozenset()
    field_counts: pa.Array | None = None
    nul_rows: frozenset[int] = frozenset()
    counts_from_1904: bool = False
    heading: tuple[str, ...] = ()
    ends_midway: bool = False


def no_places() -> npt.NDArray[np.int64]:
    """Places as an array: row and column index, one place a row."""
    return np.zeros((0, 2), dtype=np.int64)


@dataclass
class Grid:
    """A sheet as its reader found it: empty rows still in place, blanks not yet told from null.

    Attributes:
        columns: Arrays of `pa.string()`, all of one length.
        row_numbers: One per row, from 1.
        number_cells: Places in this grid, one a row.
        merged_ranges: Ranges of this grid.
        may_hold_giants: Whether Excel's limit on the length of a cell holds and is to be checked.
        may_hold_nul: False where the reader knows that no cell holds a NUL.
        has_blanks: False where the reader gave null for blanks already.
        counts_from_1904: Whether its workbook counts days from 1904.
    """

    name: str
    columns: Sequence[pa.Array]
    row_numbers: npt.NDArray[np.int32]
    is_visible: bool = True
    number_cells: npt.NDArray[np.int64] = field(default_factory=no_places)
    merged_ranges: Sequence[MergedRange] = ()
    field_counts: npt.NDArray[np.int32] | None = None
    may_hold_giants: bool = True
    may_hold_nul: bool = True
    has_blanks: bool = True
    counts_from_1904: bool = False


def settle(grid: Grid) -> Sheet:
    """Turn a reader's grid into a sheet: blanks to null, NUL made visible, empty rows left out.

    Raises:
        ZipBombError: A cell of a spreadsheet holds more than 32,767 characters.
    """
    if grid.may_hold_giants:
        _refuse_giant_cells(grid)
    columns = grid.columns
    nul_rows = _rows_with_nul(columns) if grid.may_hold_nul else set()
    if nul_rows:
        columns = _each_once(columns, _without_nul)
    if grid.has_blanks:
        columns = _each_once(columns, _blank_to_null)
    kept = _rows_with_content(columns, len(grid.row_numbers))
    columns, filled = _fill_down(columns, grid.merged_ranges, kept)
    return _keep_rows(grid, columns, kept, nul_rows, filled)


def _keep_rows(
    grid: Grid,
    columns: Sequence[pa.Array],
    kept: npt.NDArray[np.bool_],
    nul_rows: set[int],
    filled: set[Place],
) -> Sheet:
    new_index = np.cumsum(kept) - 1
    if not kept.all():
        mask = pa.array(kept)
        columns = _each_once(columns, lambda column: column.filter(mask))
    counts = grid.field_counts
    return Sheet(
        name=grid.name,
        is_visible=grid.is_visible,
        cells=pa.Table.from_arrays(list(columns), names=[str(i) for i in range(len(columns))]),
        row_numbers=pa.array(grid.row_numbers[kept], pa.int32()),
        number_cells=frozenset(
            zip(
                new_index[grid.number_cells[:, 0]].tolist(),
                grid.number_cells[:, 1].tolist(),
                strict=True,
            )
        ),
        filled_cells=frozenset((int(new_index[row]), column) for row, column in filled),
        field_counts=None if counts is None else pa.array(counts[kept], pa.int32()),
        nul_rows=frozenset(int(new_index[row]) for row in nul_rows),
        counts_from_1904=grid.counts_from_1904,
    )


def _each_once(
    columns: Sequence[pa.Array], change: Callable[[pa.Array], pa.Array]
) -> list[pa.Array]:
    # A sparse sheet has thousands of empty columns that are one and the same array: keep it one.
    changed: dict[int, pa.Array] = {}
    for column in columns:
        if id(column) not in changed:
            changed[id(column)] = change(column)
    return [changed[id(column)] for column in columns]


def _blank_to_null(column: pa.Array) -> pa.Array:
    blank = pc.or_(pc.utf8_is_space(column), pc.equal(column, ""))
    if not pc.any(blank).as_py():
        return column
    return pc.if_else(blank, pa.scalar(None, pa.string()), column)


def _rows_with_content(columns: Sequence[pa.Array], height: int) -> npt.NDArray[np.bool_]:
    kept = np.zeros(height, dtype=np.bool_)
    for column in {id(column): column for column in columns}.values():
        if kept.all():
            break
        kept |= column.is_valid().to_numpy(zero_copy_only=False)
    return kept


def _rows_with_nul(columns: Sequence[pa.Array]) -> set[int]:
    rows: set[int] = set()
    for column in {id(column): column for column in columns}.values():
        has_nul = pc.match_substring(column, NUL)
        if pc.any(has_nul).as_py():
            rows.update(pc.indices_nonzero(pc.fill_null(has_nul, False)).to_pylist())
    return rows


def _without_nul(column: pa.Array) -> pa.Array:
    return pc.replace_substring(column, NUL, VISIBLE_NUL)


def _fill_down(
    columns: Sequence[pa.Array],
    ranges: Sequence[MergedRange],
    kept: npt.NDArray[np.bool_],
) -> tuple[Sequence[pa.Array], set[Place]]:
    """Give the cells below the first of a merged range its value, in the range's first column."""
    filled: set[Place] = set()
    changed = list(columns)
    by_column: dict[int, list[MergedRange]] = {}
    for merged in ranges:
        if merged.last_row > merged.first_row and merged.first_column < len(changed):
            by_column.setdefault(merged.first_column, []).append(merged)
    for index, merges in by_column.items():
        is_null = changed[index].is_null().to_numpy(zero_copy_only=False)
        source = np.arange(len(kept))
        for merged in merges:
            if merged.first_row >= len(kept) or is_null[merged.first_row]:
                continue
            below = slice(merged.first_row + 1, merged.last_row + 1)
            rows = np.flatnonzero(is_null[below] & kept[below]) + merged.first_row + 1
            source[rows] = merged.first_row
            filled.update((int(row), index) for row in rows)
        changed[index] = changed[index].take(pa.array(source))
    return changed, filled


def _refuse_giant_cells(grid: Grid) -> None:
    for index, column in enumerate(grid.columns):
        if column.nbytes <= LARGEST_CELL:
            continue
        if (pc.max(pc.binary_length(column)).as_py() or 0) <= LARGEST_CELL:
            continue
        too_long = pc.greater(pc.utf8_length(column), LARGEST_CELL)
        row = pc.index(too_long, True).as_py()
        if row >= 0:
            raise ZipBombError(
                f"A cell holds more than {LARGEST_CELL} characters, more than a spreadsheet can.",
                sheet=grid.name,
                row=int(grid.row_numbers[row]),
                column=index + 1,
            )
