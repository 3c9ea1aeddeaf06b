"""xlsx and xlsm: values by fastexcel, all at once; what they were, by a scan of the bytes."""

from __future__ import annotations

from collections.abc import Iterator

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.reading.archive import Archive
from pipelines.reading.calamine import (
    calamine_grid,
    error_places,
    error_texts,
    open_workbook,
    put_texts,
    reading_calamine,
)
from pipelines.reading.errors import BrokenFileError
from pipelines.reading.shared_strings import (
    SharedStrings,
    refuse_too_much_text,
    scan_shared_strings,
)
from pipelines.reading.sheet import Grid, Place, Sheet, no_places, settle
from pipelines.reading.sheet_xml import SheetScan, filled_places, scan_sheet
from pipelines.reading.sparse_xlsx import sparse_grid
from pipelines.reading.workbook_parts import SheetPart, Workbook, read_workbook

LARGEST_AREA = 16_000_000
"""Cells that a sheet may span, empty ones included, to be read at once: about 500 MB."""

_DATE = r"^[-+]?\d{4,}-\d\d-\d\d[ T]\d\d:\d\d:\d\d"
_PLAIN_DATE = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"
_SHORTEST_DATE = len("2026-01-31 00:00:00")
_BOOLEANS = ((pa.scalar("true"), pa.scalar("TRUE")), (pa.scalar("false"), pa.scalar("FALSE")))
_TIME_ALONE = {False: "1899-", True: "1904-01-01 "}


def read_xlsx(content: bytes, archive: Archive) -> Iterator[Sheet]:
    """Read every worksheet of a workbook, hidden ones too.

    Raises:
        BrokenFileError, EmptyFileError, EncryptedFileError, TooLargeError, ZipBombError: As told
            in `errors`.
    """
    workbook = read_workbook(archive)
    strings = scan_shared_strings(archive, workbook.shared_strings_part)
    scans = [scan_sheet(archive.chunks(sheet.part)) for sheet in workbook.sheets]
    archive.refuse_bombs()
    parts = [sheet.part for sheet in workbook.sheets]
    refuse_too_much_text(strings, archive, zip(parts, scans, strict=True))
    reader = _open(content)
    for sheet, scan in zip(workbook.sheets, scans, strict=True):
        grid: Grid | None = None
        if reader and scan.is_plain and not _is_too_far(scan, archive, sheet):
            grid = _grid_by_calamine(content, reader, sheet, scan, workbook, strings)
        grid = grid or sparse_grid(archive, workbook, sheet, scan.merged_ranges)
        grid.counts_from_1904 = workbook.counts_from_1904
        yield settle(grid)


def _open(content: bytes) -> fastexcel.ExcelReader | None:
    """The workbook as calamine opens it; None where it does not."""
    try:
        with reading_calamine():
            return fastexcel.read_excel(content)
    except BrokenFileError:
        return None


def _is_too_far(scan: SheetScan, archive: Archive, sheet: SheetPart) -> bool:
    return scan.has_far_cells and _area(archive, sheet) > LARGEST_AREA


def _grid_by_calamine(
    content: bytes,
    reader: fastexcel.ExcelReader,
    sheet: SheetPart,
    scan: SheetScan,
    workbook: Workbook,
    strings: SharedStrings,
) -> Grid | None:
    """A sheet by calamine; None where it holds what calamine does not know.

    That need not be broken: an error of a later Excel, say.
    """
    types_show = not (scan.has_look_alikes or strings.has_look_alikes or workbook.shows_durations)
    try:
        grid = _grid_at_once(reader, sheet, scan, workbook) if types_show else None
        if grid is None:
            return _grid_cell_by_cell(content, reader, sheet, scan)
    except BrokenFileError:
        return None
    grid.may_hold_nul = strings.has_nul
    grid.may_hold_giants = scan.has_text
    return grid


def _area(archive: Archive, sheet: SheetPart) -> int:
    rows, columns = filled_places(archive.chunks(sheet.part))
    return rows * columns


def _grid_cell_by_cell(
    content: bytes, reader: fastexcel.ExcelReader, sheet: SheetPart, scan: SheetScan
) -> Grid:
    grid = calamine_grid(
        open_workbook(content),
        sheet.index,
        is_visible=sheet.is_visible,
        errors=error_places(reader, sheet.index, sheet.name),
    )
    grid.merged_ranges = scan.merged_ranges
    return grid


def _grid_at_once(
    reader: fastexcel.ExcelReader, sheet: SheetPart, scan: SheetScan, workbook: Workbook
) -> Grid | None:
    """A sheet by fastexcel; None where its text does not say enough of what a cell was."""
    with reading_calamine(sheet.name):
        loaded = reader.load_sheet(
            sheet.index, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True
        )
        batch, errors = loaded.to_arrow_with_errors()
    first = loaded.available_columns()[0].absolute_index if batch.num_columns else 0
    columns: list[pa.Array | None] = list(batch.columns)
    if scan.may_hold_booleans:
        columns = [_with_booleans(column) for column in columns]
    columns = [_with_dates(column, workbook) for column in columns]
    if any(column is None for column in columns):
        return None
    if errors is not None:
        put_texts(columns, dict(error_texts(errors)))
    put_texts(columns, _exact_texts(scan, columns, first))
    empty = pa.nulls(batch.num_rows, pa.string())
    return Grid(
        name=sheet.name,
        is_visible=sheet.is_visible,
        columns=[empty] * first + columns,
        row_numbers=np.arange(1, batch.num_rows + 1, dtype=np.int32),
        number_cells=np.concatenate([no_places(), *scan.untrusted]),
        merged_ranges=scan.merged_ranges,
        has_blanks=False,
    )


def _with_booleans(column: pa.Array) -> pa.Array:
    """Booleans as we write them, of a sheet in which no text looks like one."""
    for theirs, ours in _BOOLEANS:
        same = pc.equal(column, theirs)
        if pc.any(same).as_py():
            column = pc.if_else(same, ours, column)
    return column


def _with_dates(column: pa.Array, workbook: Workbook) -> pa.Array | None:
    """Dates as we write them; None where one is too odd for its text to tell.

    Only for sheets in which no text looks like a date.
    """
    if (pc.max(pc.binary_length(column)).as_py() or 0) < _SHORTEST_DATE:
        return column
    is_date = pc.match_substring_regex(column, _DATE)
    if not pc.any(is_date).as_py():
        return column
    dates = column.filter(is_date)
    odd = pc.or_(
        pc.invert(pc.match_substring_regex(dates, _PLAIN_DATE)),
        pc.starts_with(dates, _TIME_ALONE[workbook.counts_from_1904]),
    )
    if pc.any(odd).as_py():
        return None
    return pc.replace_with_mask(
        column,
        pc.fill_null(is_date, False),
        pc.replace_substring_regex(dates, pattern=" 00:00:00$", replacement=""),
    )


def _exact_texts(scan: SheetScan, columns: list[pa.Array], first: int) -> dict[Place, str]:
    """Texts of numbers of which fastexcel keeps less, by their place among these columns."""
    texts: dict[Place, str] = {}
    for (row, column), exact in scan.exact.items():
        text = columns[column - first][row].as_py()
        # A date's time of day has many decimals too; its text is a date already.
        if text is not None and not _is_date(text):
            texts[row, column - first] = exact
    return texts


def _is_date(text: str) -> bool:
    return text[4:5] == "-" and text[7:8] == "-"
