"""What the XML of a sheet tells beside its values, found by regular expressions over its bytes.

fastexcel gives every value as text, fast, and forgets what it was. The bytes are unpacked anyway,
to count them; a few regular expressions over them cost a tenth of parsing them and say which
numbers have more than 15 digits, which cells are merged, and whether the sheet is of the plain
shape for which all this holds. Where it is not, the sheet is read cell by cell instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.reading.errors import BrokenFileError, TooLargeError
from pipelines.reading.sheet import MergedRange

LARGEST_SHEET_XML = 400 * 1024 * 1024
_BLOCK = 16 * 1024 * 1024
_LARGEST_TAIL = 64 * 1024 * 1024

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")
_MERGE = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')

# Beyond column AZ or row 299,999. A sheet without such a cell spans at most 15.6 million cells.
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[B-Z][A-Z]\d|[A-Z]*(?:\d{7}|[3-9]\d{5})")')

_SHARED_REFERENCE = re.compile(rb't="s"[^>]*><(?:\w+:)?v>(\d{1,9})<')

# Text that fastexcel would give for a boolean or a date as well: only the cell's type can tell.
LOOK_ALIKE = re.compile(
    rb">(?:true|false|[-+]?\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*)<|_x[0-9A-Fa-f]{4}_"
)


@dataclass(frozen=True)
class LongNumber:
    """A number-typed cell written with many digits; row and column from 0, in the file."""

    row: int
    column: int
    value: float


@dataclass
class SheetScan:
    """What the bytes of one sheet tell.

    Attributes:
        is_plain: Whether every cell says its place, in the usual spelling.
        has_look_alikes: Whether text stands in a cell that looks like a date or a boolean.
        long_numbers: Number-typed cells that may have more than 15 digits, or more decimals than
            fastexcel keeps.
        merged_ranges: In the file's rows and columns, from 0.
        has_far_cells: Whether a cell, formatted only perhaps, lies so far out that the sheet may
            span more cells than fit in memory.
        text_references: How many cells refer to a shared string.
    """

    is_plain: bool = True
    has_look_alikes: bool = False
    long_numbers: list[LongNumber] = field(default_factory=list)
    merged_ranges: list[MergedRange] = field(default_factory=list)
    has_far_cells: bool = False
    text_references: int = 0


class _Patterns:
    """The regular expressions for one namespace prefix: `<c r=…>` or `<x:c r=…>`."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = re.escape(prefix)
        self.cell = b"<" + prefix + b"c "
        self.cell_with_place = b"<" + prefix + b'c r="'
        self.cell_without_place = b"<" + prefix + b"c>"
        self.end_of_rows = b"</" + prefix + b"sheetData>"
        self.end = b"</" + prefix + b"worksheet>"

    @cached_property
    def long_number(self) -> re.Pattern[bytes]:
        return re.compile(
            rb'<%(p)sc r="([A-Z]{1,3})(\d{1,7})"([^>]*)>'
            rb"(?:<%(p)sf[^>]*/>|<%(p)sf[^>]*>[^<]*</%(p)sf>)?"
            rb"<%(p)sv>(-?[0-9.]{12,}(?:[eE][-+]?\d+)?|-?[0-9.]+[eE][-+]?\d+)<"
            % {b"p": self.prefix}
        )

    @cached_property
    def filled_cell(self) -> re.Pattern[bytes]:
        return re.compile(
            rb'<%(p)sc r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<' % {b"p": self.prefix}
        )


@lru_cache(maxsize=16)
def _patterns(prefix: bytes) -> _Patterns:
    return _Patterns(prefix)


def scan_sheet(chunks: Iterable[bytes]) -> SheetScan:
    """Look through the bytes of a sheet, block by block.

    Raises:
        BrokenFileError: The XML has no end, or is not a worksheet.
        TooLargeError: It is larger than one sheet may be.
    """
    scan = SheetScan()
    patterns: _Patterns | None = None
    tail = b""
    for block in _blocks(chunks):
        if patterns is None:
            patterns = _patterns(_prefix(block))
        _scan_block(block, patterns, scan)
        tail = _tail(tail, block, patterns)
    if patterns is None or not tail.rstrip().endswith(patterns.end):
        raise BrokenFileError("The XML of a sheet is cut off.")
    scan.merged_ranges = [_merged_range(*match.groups()) for match in _MERGE.finditer(tail)]
    return scan


def filled_places(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Number of the last row and of the last column with a filled cell, exactly; from 1."""
    last_row = last_column = 0
    patterns: _Patterns | None = None
    for block in _blocks(chunks):
        patterns = patterns or _patterns(_prefix(block))
        places = patterns.filled_cell.findall(block)
        last_row = max([last_row, *{int(row) for _, row in places}])
        last_column = max([last_column, *(column_number(c) for c in {c for c, _ in places})])
    return last_row, last_column


def shared_references(chunks: Iterable[bytes]) -> Iterator[npt.NDArray[np.int64]]:
    """Indexes of the shared strings that the cells refer to, block by block."""
    for block in _blocks(chunks):
        yield np.array(_SHARED_REFERENCE.findall(block), dtype=np.bytes_).astype(np.int64)


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """Number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Join chunks into blocks that end where a row ends, so that no cell lies in two of them."""
    waiting: list[bytes] = []
    size = total = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        total += len(chunk)
        if total > LARGEST_SHEET_XML:
            raise TooLargeError("The XML of a sheet is too large to be read.")
        if size < _BLOCK:
            continue
        block = b"".join(waiting)
        cut = block.rfind(b"row>") + len(b"row>")
        if cut < len(b"row>"):
            continue
        yield block[:cut]
        waiting = [block[cut:]]
        size = len(block) - cut
    yield b"".join(waiting)


def _prefix(block: bytes) -> bytes:
    root = _ROOT.search(block[:65536])
    if root is None:
        raise BrokenFileError("A sheet of the workbook is not a worksheet.")
    return root.group(1)


def _scan_block(block: bytes, patterns: _Patterns, scan: SheetScan) -> None:
    if block.count(patterns.cell) != block.count(patterns.cell_with_place):
        scan.is_plain = False
    if patterns.cell_without_place in block or b"<!" in block:
        scan.is_plain = False
    if b"inlineStr" in block or b't="str"' in block or b't="d"' in block:
        scan.has_look_alikes = scan.has_look_alikes or LOOK_ALIKE.search(block) is not None
    scan.text_references += block.count(b't="s"')
    scan.long_numbers.extend(_long_numbers(block, patterns))
    scan.has_far_cells = scan.has_far_cells or _FAR.search(block) is not None


def _long_numbers(block: bytes, patterns: _Patterns) -> Iterator[LongNumber]:
    for letters, row, attributes, text in patterns.long_number.findall(block):
        if b't="' in attributes and b't="n"' not in attributes:
            continue
        try:
            yield LongNumber(int(row) - 1, column_number(letters) - 1, float(text))
        except ValueError:  # 1.2.3: the readers take it for text
            continue


def _tail(tail: bytes, block: bytes, patterns: _Patterns) -> bytes:
    if tail:
        tail += block
    else:
        cut = block.rfind(patterns.end_of_rows)
        # Not there yet: keep what may be the first half of it.
        tail = block[cut:] if cut >= 0 else b""
    if len(tail) > _LARGEST_TAIL:
        raise TooLargeError("A sheet lists too many merged ranges.")
    return tail or block[-64:]


def _merged_range(first_column: bytes, first_row: bytes, column: bytes, row: bytes) -> MergedRange:
    return MergedRange(
        first_row=int(first_row) - 1,
        first_column=column_number(first_column) - 1,
        last_row=int(row) - 1,
        last_column=column_number(column) - 1,
    )
