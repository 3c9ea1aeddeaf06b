"""xlsx sheets that are not plain: read by openpyxl, cell by cell, keeping nothing of empty areas.

calamine lays a sheet out as one rectangle, which for cells at A1 and XFD1048576 is 17 thousand
million cells. Such sheets, and sheets whose cells do not say their place, are rare: this is slow.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pipelines.reading.errors import BrokenFileError, ReadingError
from pipelines.reading.sheet import Grid, MergedRange
from pipelines.reading.sparse import SparseCells
from pipelines.reading.workbook_parts import SheetPart


def sparse_grid(content: bytes, sheet: SheetPart, merged_ranges: Sequence[MergedRange]) -> Grid:
    """Read one sheet of a workbook, holding only its filled cells.

    Raises:
        BrokenFileError: It is corrupt.
        TooLargeError: It has too many filled cells, or they lie too far apart.
    """
    import openpyxl  # half a second, for sheets that hardly ever come

    cells = SparseCells(sheet.name)
    with _reading_openpyxl(sheet.name):
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        worksheet = book[sheet.name]
        worksheet.reset_dimensions()  # a declared size is not believed, nor filled with nothing
        for row_number, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
            values = [(column, value) for column, value in enumerate(row) if value is not None]
            if values:
                cells.add_row(row_number, values)
        book.close()
    return cells.grid(is_visible=sheet.is_visible, merged_ranges=merged_ranges)


@contextmanager
def _reading_openpyxl(sheet: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except ReadingError:
        raise
    # openpyxl raises whatever its parsing meets, and its messages may quote cells.
    except Exception:
        raise BrokenFileError("The sheet is corrupt.", sheet=sheet) from None
