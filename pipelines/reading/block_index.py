"""Where the cells and values of a block of sheet XML stand, by array operations over its bytes.

Parsing the XML again beside calamine would double the time of reading; an index of where its tags
begin costs a tenth of that, and lets other threads run.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

LONG_VALUE = 12
"""Characters from which on a number may have more digits or decimals than fastexcel keeps."""

# Beyond column AZ or row 299,999. A sheet without such a cell spans at most 15.6 million cells.
_FIRST_FAR_ROW = 300_000

_MARGIN = 12
_LESS, _GREATER, _SPACE, _QUOTE, _BANG = b'<> "!'
_A, _E, _SMALL_E, _SMALL_S, _SMALL_U = b"AEesu"
_ZERO, _NINE, _T, _N, _C, _V, _R, _EQUALS = b"09tncvr="
_SHORTEST_EXPONENT = 3
_ENDS_A_NAME = np.isin(np.arange(256), list(b" >/\t\n\r"))


class BlockIndex:
    """Places of the tags in one block of sheet XML that begins and ends between rows.

    Args:
        block: The bytes.
        prefix: The namespace prefix of its tags with its colon, or nothing.
    """

    def __init__(self, block: bytes, prefix: bytes) -> None:
        self._bytes = np.frombuffer(block, dtype=np.uint8)
        self._tags: Positions = np.flatnonzero(self._bytes[:-_MARGIN] == _LESS)
        self._to_name = 1 + len(prefix)
        self._names = self._bytes[self._tags + self._to_name]

    @property
    def is_plain(self) -> bool:
        """Whether every cell says its place first, and nothing but elements is in the block."""
        after = self._cells + self._to_name + 1  # `r="` follows; two of the three tell
        says_place = (self._bytes[after + 1] == _R).all() and (
            self._bytes[after + 3] == _QUOTE
        ).all()
        first = self._names if self._to_name == 1 else self._bytes[self._tags + 1]
        return bool(says_place) and not (first == _BANG).any()

    @property
    def cell_count(self) -> int:
        """Cells in the block, those only formatted included."""
        return len(self._cells)

    def may_hold_booleans(self) -> bool:
        """Whether a text before a tag ends as `true` and `false` do; few others do."""
        ends = self._tags[self._bytes[self._tags - 1] == _SMALL_E]
        before = self._bytes[ends - 2]
        return bool(((before == _SMALL_U) | (before == _SMALL_S)).any())

    def has_far_cells(self) -> bool:
        """Whether a cell lies so far out that the sheet may be too large to be laid out."""
        places = self._cells + self._to_name + 5
        has_two_letters = self._bytes[places + 1] >= _A
        two = places[has_two_letters]
        if (self._bytes[two] > _A).any() or (self._bytes[two + 2] >= _A).any():
            return True
        # Only a row of six digits or more can be far; few cells stand in such rows.
        sixth = self._bytes[np.minimum(places + has_two_letters + 6, len(self._bytes) - 1)]
        cells = self._cells[(sixth >= _ZERO) & (sixth <= _NINE)]
        return bool(len(cells)) and int(self.places(cells)[0].max()) + 1 >= _FIRST_FAR_ROW

    def long_numbers(self) -> tuple[Positions, Positions, Positions]:
        """Number-typed cells of many characters: start of the cell, start and end of its value."""
        starts, ends = self._values
        lengths = ends - starts
        is_long = lengths >= LONG_VALUE
        may_have_exponent = np.flatnonzero(~is_long & (lengths >= _SHORTEST_EXPONENT))
        for offset in range(2, 6):
            # The margin before a value is its own tag, which has no E.
            character = self._bytes[ends[may_have_exponent] - offset]
            is_long[may_have_exponent[(character == _E) | (character == _SMALL_E)]] = True
        starts, ends = starts[is_long], ends[is_long]
        if not len(starts):
            return starts, starts, ends
        cells = self._cells[np.searchsorted(self._cells, starts) - 1]
        is_number = self._are_numbers(cells)
        return cells[is_number], starts[is_number], ends[is_number]

    def shared_references(self) -> Positions:
        """Whole numbers that stand as values: indexes of shared strings, and small numbers."""
        return self._numbers(self._values[0])

    def all_digits(self, starts: Positions, ends: Positions) -> npt.NDArray[np.bool_]:
        """Whether each text consists of digits alone."""
        digits = np.ones(len(starts), dtype=np.bool_)
        for offset in range(int((ends - starts).max(initial=0))):
            character = self._bytes[np.minimum(starts + offset, ends - 1)]
            digits &= (character >= _ZERO) & (character <= _NINE)
        return digits

    def begin_with_nine(self, starts: Positions) -> npt.NDArray[np.bool_]:
        """Whether the texts that begin at these positions begin with a 9."""
        return np.equal(self._bytes[starts], _NINE)

    def places(self, cells: Positions) -> tuple[Positions, Positions]:
        """Rows and columns, from 0, of cells given by where they start."""
        letters = self._letter_counts(cells)
        start = cells + self._to_name + 5
        columns = np.zeros(len(cells), dtype=np.int64)
        for offset in range(3):
            value = self._bytes[start + offset].astype(np.int64) - _A + 1
            columns = np.where(offset < letters, columns * 26 + value, columns)
        return self._numbers(start + letters) - 1, columns - 1

    @cached_property
    def _values(self) -> tuple[Positions, Positions]:
        order = np.flatnonzero(self._names[:-1] == _V)
        order = order[self._bytes[self._tags[order] + self._to_name + 1] == _GREATER]
        return self._tags[order] + self._to_name + 2, self._tags[order + 1]

    @cached_property
    def _cells(self) -> Positions:
        tags = self._tags[self._names == _C]
        ends_there: npt.NDArray[np.bool_] = _ENDS_A_NAME[self._bytes[tags + self._to_name + 1]]
        return np.compress(ends_there, tags)

    def _are_numbers(self, cells: Positions) -> npt.NDArray[np.bool_]:
        """Whether cells are number-typed: of type `n`, or of none."""
        ends = self._tags[np.searchsorted(self._tags, cells) + 1]
        are_numbers = np.ones(len(cells), dtype=np.bool_)
        for offset in range(int((ends - cells).max())):
            at = np.minimum(cells + offset, ends)
            begins = np.flatnonzero((self._bytes[at] == _SPACE) & (self._bytes[at + 1] == _T))
            at = at[begins]
            says_n = (self._bytes[at + 4] == _N) & (self._bytes[at + 5] == _QUOTE)
            are_numbers[begins[(self._bytes[at + 2] == _EQUALS) & ~says_n]] = False
        return are_numbers

    def _letter_counts(self, cells: Positions) -> Positions:
        start = cells + self._to_name + 5
        letters = np.ones(len(cells), dtype=np.int64)
        for offset in (1, 2):
            letters += (letters == offset) & (self._bytes[start + offset] >= _A)
        return letters

    def _numbers(self, starts: Positions) -> Positions:
        """The whole numbers of up to seven digits that begin at these positions."""
        numbers = np.zeros(len(starts), dtype=np.int64)
        goes_on = np.ones(len(starts), dtype=np.bool_)
        for offset in range(7):
            digit = self._bytes[np.minimum(starts + offset, len(self._bytes) - 1)]
            goes_on &= (digit >= _ZERO) & (digit <= _NINE)
            if not goes_on.any():
                break
            numbers = np.where(goes_on, numbers * 10 + (digit.astype(np.int64) - _ZERO), numbers)
        return numbers
