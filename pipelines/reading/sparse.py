"""Cells gathered row by row, holding only the filled ones: for formats read element by element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from pipelines.reading.cell_text import CellValue, cell_text, is_untrusted_number
from pipelines.reading.errors import TooLargeError
from pipelines.reading.sheet import Grid, MergedRange, Place

LARGEST_FILLED = 5_000_000
"""Cells with content that one sheet may have."""

LARGEST_TABLE = 50_000_000
"""Rows with content times columns with content that one sheet may have."""

LARGEST_TEXT = 200_000_000
"""Characters that the cells of one sheet may hold in all."""


class SparseCells:
    """The filled cells of one sheet, in file order.

    Raises:
        TooLargeError: From `add_row`, when they are too many or lie too far apart.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._cells: dict[int, dict[int, str]] = defaultdict(dict)
        self._row_numbers: list[int] = []
        self._number_cells: list[Place] = []
        self._filled = 0
        self._text = 0

    def add_row(self, row_number: int, values: Iterable[tuple[int, CellValue]]) -> None:
        """Add one row, by its number from 1: column indexes from 0, and values."""
        row = len(self._row_numbers)
        for column, value in values:
            text = cell_text(value)
            if not text:
                continue
            self._cells[column][row] = text
            self._filled += 1
            self._text += len(text)
            if is_untrusted_number(value):
                self._number_cells.append((row, column))
        self._row_numbers.append(row_number)
        self._refuse_too_large()

    def grid(
        self,
        *,
        is_visible: bool = True,
        merged_ranges: Sequence[MergedRange] = (),
    ) -> Grid:
        """All rows that were added; merged ranges are given in rows of the file, from 0."""
        return Grid(
            name=self.name,
            columns=self._columns(),
            row_numbers=np.array(self._row_numbers, dtype=np.int32),
            is_visible=is_visible,
            number_cells=np.array(self._number_cells, dtype=np.int64).reshape(-1, 2),
            merged_ranges=list(self._in_added_rows(merged_ranges)),
        )

    def _columns(self) -> list[pa.Array]:
        height = len(self._row_numbers)
        empty = pa.nulls(height, pa.string())
        columns = [empty] * (max(self._cells, default=-1) + 1)
        for column, texts in self._cells.items():
            columns[column] = pa.array(map(texts.get, range(height)), pa.string(), size=height)
        return columns

    def _in_added_rows(self, ranges: Sequence[MergedRange]) -> Iterator[MergedRange]:
        numbers = np.array(self._row_numbers, dtype=np.int64)
        for merged in ranges:
            first, last = np.searchsorted(numbers, [merged.first_row + 1, merged.last_row + 2])
            if first < len(numbers) and numbers[first] == merged.first_row + 1:
                yield MergedRange(
                    int(first), merged.first_column, int(last) - 1, merged.last_column
                )

    def _refuse_too_large(self) -> None:
        if self._filled > LARGEST_FILLED or self._text > LARGEST_TEXT:
            raise TooLargeError("The cells hold too much.", sheet=self.name)
        if len(self._cells) * len(self._row_numbers) > LARGEST_TABLE:
            raise TooLargeError("The cells lie too far apart.", sheet=self.name)
