"""What the XML of a sheet tells beside its values.

fastexcel gives every value as text, fast, and forgets what it was. The bytes are unpacked anyway,
to count them; looked through on the way they say which numbers have more than 15 digits, which
cells are merged, and whether the sheet is of the plain shape for which fastexcel's text is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipelines.reading.block_index import BlockIndex, Positions
from pipelines.reading.cell_text import FIRST_UNTRUSTED_NUMBER, number_text
from pipelines.reading.errors import BrokenFileError, TooLargeError
from pipelines.reading.sheet import MergedRange, Place

LARGEST_SHEET_XML = 512 * 1024 * 1024
"""Bytes of one sheet, unpacked: about 280,000 people of P3KE, which take 1.1 GB to read."""
_BLOCK = 1024 * 1024
_LARGEST_REST = 64 * 1024 * 1024
_DIGITS_KEPT = 15

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")
_MERGE = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
_FILLED_CELL = rb'<%sc r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<'

_BOOLEANS = (b">true<", b">false<")
_DATE = re.compile(rb">[-+]?\d{4,}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^<]*<")
# Looked for first: it begins with what a sheet seldom holds, so that most is passed over quickly.
_DAY_AND_TIME = re.compile(rb"-\d\d[ T]\d\d:\d\d:\d\d")
# Escapes in text beside the shared strings, which fastexcel leaves as they are.
_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_BOOLEAN_TYPES = (b'"b"', b"'b'")
_END_OF_TEXT_TYPES = b'tr"'
"""The types `str` and `inlineStr` end so: text that stands in the sheet itself."""


@dataclass
class SheetScan:
    """What the bytes of one sheet tell; rows and columns from 0.

    Attributes:
        is_plain: Whether every cell says its place, in the usual spelling.
        has_look_alikes: Whether text stands in a cell that looks like a date or a boolean.
        has_text: Whether text stands in a cell itself, not among the shared strings.
        may_hold_booleans: Whether a cell may be of the type of booleans.
        has_far_cells: Whether a cell, formatted only perhaps, lies so far out that the sheet may
            span more cells than fit in memory.
        untrusted: Places of number-typed cells of more than 15 digits, one array a block.
        exact: Texts of number-typed cells of which fastexcel keeps less: nine decimals, and
            whole numbers no more exactly than a floating-point number can.
        merged_ranges: Merged ranges.
        cell_count: Cells, those only formatted included.
    """

    is_plain: bool = True
    has_look_alikes: bool = False
    has_text: bool = False
    may_hold_booleans: bool = False
    has_far_cells: bool = False
    untrusted: list[npt.NDArray[np.int64]] = field(default_factory=list)
    exact: dict[Place, str] = field(default_factory=dict)
    merged_ranges: list[MergedRange] = field(default_factory=list)
    cell_count: int = 0


def scan_sheet(chunks: Iterable[bytes]) -> SheetScan:
    """Look through the bytes of a sheet, block by block.

    Raises:
        BrokenFileError: The XML has no end, or is not a worksheet.
        TooLargeError: It is larger than one sheet may be.
    """
    scan = SheetScan()
    prefix: bytes | None = None
    rest = b""
    for block in _blocks(chunks):
        prefix = _prefix(block) if prefix is None else prefix
        _scan_block(block, prefix, scan)
        rest = _after_rows(rest, block, prefix)
    if prefix is None or not rest.rstrip().endswith(b"</" + prefix + b"worksheet>"):
        raise BrokenFileError("The XML of a sheet is cut off.")
    scan.merged_ranges = [_merged_range(*match.groups()) for match in _MERGE.finditer(rest)]
    return scan


def filled_places(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Number of the last row and of the last column with a filled cell, from 1."""
    last_row = last_column = 0
    pattern: re.Pattern[bytes] | None = None
    for block in _blocks(chunks):
        pattern = pattern or re.compile(_FILLED_CELL % re.escape(_prefix(block)))
        places = pattern.findall(block)
        last_row = max([last_row, *{int(row) for _, row in places}])
        last_column = max([last_column, *(map(column_number, {c for c, _ in places}))])
    return last_row, last_column


def shared_references(chunks: Iterable[bytes]) -> Iterator[Positions]:
    """Indexes of the shared strings that cells refer to, and small numbers, block by block."""
    prefix: bytes | None = None
    for block in _blocks(chunks):
        prefix = _prefix(block) if prefix is None else prefix
        yield BlockIndex(block, prefix).shared_references()


def has_look_alikes(xml: bytes) -> bool:
    """Whether a text is what fastexcel gives for a boolean or a date: the cell's type must tell."""
    return _has_booleans(xml) or _has_dates(xml)


def _has_booleans(xml: bytes) -> bool:
    return any(boolean in xml for boolean in _BOOLEANS)


def _has_dates(xml: bytes) -> bool:
    return _DAY_AND_TIME.search(xml) is not None and _DATE.search(xml) is not None


def column_number(letters: bytes) -> int:
    """Number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Join chunks into blocks that end where a row ends, so that no cell lies in two of them."""
    block = b""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > LARGEST_SHEET_XML:
            raise TooLargeError("The XML of a sheet is too large to be read.")
        block += chunk
        cut = block.rfind(b"row>") + len(b"row>")
        if len(block) >= _BLOCK and cut >= len(b"row>"):
            yield block[:cut]
            block = block[cut:]
    if block:
        yield block


def _prefix(block: bytes) -> bytes:
    root = _ROOT.search(block[:65536])
    if root is None:
        raise BrokenFileError("A sheet of the workbook is not a worksheet.")
    return root.group(1)


def _scan_block(block: bytes, prefix: bytes, scan: SheetScan) -> None:
    index = BlockIndex(block, prefix)
    scan.is_plain = scan.is_plain and index.is_plain
    if not scan.is_plain:
        return
    scan.cell_count += index.cell_count
    scan.may_hold_booleans = scan.may_hold_booleans or any(b in block for b in _BOOLEAN_TYPES)
    scan.has_far_cells = scan.has_far_cells or index.has_far_cells()
    if _END_OF_TEXT_TYPES in block:
        scan.has_text = True
        scan.has_look_alikes = (
            scan.has_look_alikes
            or (index.may_hold_booleans() and _has_booleans(block))
            or _has_dates(block)
            or _ESCAPE.search(block) is not None
        )
    _scan_long_numbers(block, index, scan)


def _scan_long_numbers(block: bytes, index: BlockIndex, scan: SheetScan) -> None:
    cells, starts, ends = index.long_numbers()
    if not len(cells):
        return
    rows, columns = index.places(cells)
    is_whole = index.all_digits(starts, ends)
    is_untrusted = is_whole & (ends - starts > _DIGITS_KEPT)
    # The first digit of whole numbers from 9e15 on; below, floating point is exact.
    is_inexact = ~is_whole | (ends - starts > _DIGITS_KEPT + 1) | index.begin_with_nine(starts)
    for at in np.flatnonzero(is_inexact):
        text = block[starts[at] : ends[at]]
        value = _number(text)
        if value is None:
            continue
        is_untrusted[at] = abs(value) >= FIRST_UNTRUSTED_NUMBER
        if is_whole[at]:
            scan.exact[int(rows[at]), int(columns[at])] = str(int(text))
        elif not value.is_integer():
            scan.exact[int(rows[at]), int(columns[at])] = number_text(value)
    scan.untrusted.append(np.stack([rows[is_untrusted], columns[is_untrusted]], axis=1))


def _number(text: bytes) -> float | None:
    """The number that a value is; None for what the readers take for text, as 1.2.3."""
    return float(text) if _NUMBER.match(text) else None


def _after_rows(rest: bytes, block: bytes, prefix: bytes) -> bytes:
    """What stands behind the rows of a sheet, as far as the blocks until now show it."""
    if rest:
        rest += block
    else:
        ends = (b"</" + prefix + b"sheetData>", b"<" + prefix + b"sheetData/>")
        end = max(block.rfind(tag) for tag in ends)
        rest = block[end:] if end >= 0 else b""
    if len(rest) > _LARGEST_REST:
        raise TooLargeError("A sheet lists too many merged ranges.")
    return rest


def _merged_range(first_column: bytes, first_row: bytes, column: bytes, row: bytes) -> MergedRange:
    return MergedRange(
        first_row=int(first_row) - 1,
        first_column=column_number(first_column) - 1,
        last_row=int(row) - 1,
        last_column=column_number(column) - 1,
    )
