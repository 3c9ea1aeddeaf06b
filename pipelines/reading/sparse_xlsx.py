"""xlsx sheets that calamine cannot read, or not in the memory there is: element by element.

calamine lays a sheet out as one rectangle, which for cells at A1 and XFD1048576 is 17 thousand
million cells; and it gives up a whole sheet for one cell error that is younger than it. Other
programs leave out where a cell stands, or write comments between cells. Such sheets are rare:
this is slow, and needs nothing of a workbook but its sheets, strings and number formats.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipelines.reading.archive import Archive
from pipelines.reading.cell_text import CellValue
from pipelines.reading.errors import BrokenFileError
from pipelines.reading.sheet import Grid, MergedRange
from pipelines.reading.sheet_xml import column_number
from pipelines.reading.sparse import SparseCells
from pipelines.reading.workbook_parts import SheetPart, Workbook, parse_part

# Number formats that every workbook has and that are dates or times.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DURATION_FORMAT = 46
# The 1900 system counts 29 February 1900, which never was.
FIRST_DAY_AFTER_FALSE_LEAP_DAY = 61
LAST_SERIAL = 2_958_465

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_NOT_OF_A_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_OF_A_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"[-+]?\d+$")


@dataclass(frozen=True)
class _Meanings:
    """What the indexes in cells stand for."""

    strings: Sequence[str]
    date_styles: frozenset[int]
    duration_styles: frozenset[int]
    origin: dt.datetime


def sparse_grid(
    archive: Archive, workbook: Workbook, sheet: SheetPart, merged_ranges: Sequence[MergedRange]
) -> Grid:
    """Read one sheet of a workbook, holding only its filled cells.

    Raises:
        BrokenFileError: It is corrupt.
        TooLargeError: It has too many filled cells, or they lie too far apart.
    """
    cells = SparseCells(sheet.name)
    try:
        meanings = _meanings(archive, workbook)
        for row_number, row in _rows(archive, sheet.part):
            if values := list(_values(row, meanings)):
                cells.add_row(row_number, values)
    except (etree.XMLSyntaxError, ValueError, IndexError, OverflowError):
        raise BrokenFileError("The sheet is corrupt.", sheet=sheet.name) from None
    return cells.grid(is_visible=sheet.is_visible, merged_ranges=merged_ranges)


def _elements(archive: Archive, part: str, tag: str) -> Iterator[etree._Element]:
    """Elements of one name, each forgotten once the next is asked for."""
    found = etree.iterparse(
        io.BytesIO(archive.read(part)),
        tag=f"{{*}}{tag}",
        resolve_entities=False,
        huge_tree=True,
    )
    for _, element in found:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _rows(archive: Archive, part: str) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in _elements(archive, part, "row"):
        number = int(row.get("r", number + 1))
        yield number, row


def _values(row: etree._Element, meanings: _Meanings) -> Iterator[tuple[int, CellValue]]:
    column = 0
    for cell in row.iterchildren("{*}c"):
        place = _PLACE.match(cell.get("r", ""))
        column = column_number(place[1].encode()) if place else column + 1
        value = _value(cell, meanings)
        if value not in (None, ""):
            yield column - 1, value


def _value(cell: etree._Element, meanings: _Meanings) -> CellValue:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return None if inline is None else _rich_text(inline)
    text = cell.findtext("{*}v")
    if not text:
        return None
    match kind:
        case "s":
            return meanings.strings[int(text)]
        case "n":
            return _number(text, int(cell.get("s", 0)), meanings)
        case "b":
            return text.strip() in ("1", "true")
        case "d":
            return dt.datetime.fromisoformat(text.strip().removesuffix("Z"))
        case _:
            return _unescaped(text)


def _number(text: str, style: int, meanings: _Meanings) -> CellValue:
    text = text.strip()
    value = float(text)
    is_date = style in meanings.date_styles and 0 <= value < LAST_SERIAL + 1
    if is_date and style in meanings.duration_styles:
        return dt.timedelta(days=value)
    if is_date and value < 1:
        seconds = round(value * 86_400)
        return dt.time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    if is_date:
        is_before = meanings.origin.year == 1899 and value < FIRST_DAY_AFTER_FALSE_LEAP_DAY - 1
        return meanings.origin + dt.timedelta(days=value + is_before)
    return int(text) if _WHOLE.match(text) else value


def _rich_text(element: etree._Element) -> str:
    """Text of a string, which may be formatted in parts; its pronunciation is none of it."""
    parts = [*element.iterchildren("{*}t"), *element.iterfind("{*}r/{*}t")]
    return _unescaped("".join(part.text or "" for part in parts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _meanings(archive: Archive, workbook: Workbook) -> _Meanings:
    part = workbook.shared_strings_part
    strings = _elements(archive, part, "si") if part in archive.entries else []
    dates, durations = _styles(archive, workbook.styles_part)
    return _Meanings(
        strings=[_rich_text(element) for element in strings],
        date_styles=dates,
        duration_styles=durations,
        origin=dt.datetime(1904, 1, 1) if workbook.counts_from_1904 else dt.datetime(1899, 12, 30),
    )


def _styles(archive: Archive, part: str | None) -> tuple[frozenset[int], frozenset[int]]:
    """Indexes of the cell styles that show dates or times, and those among them of durations."""
    if part not in archive.entries:
        return frozenset(), frozenset()
    styles = parse_part(archive, part)
    dates, durations = set(BUILT_IN_DATES), {DURATION_FORMAT}
    for format_ in styles.iterfind("{*}numFmts/{*}numFmt"):
        number = int(format_.get("numFmtId", 0))
        code = _NOT_OF_A_DATE.sub("", format_.get("formatCode", ""))
        (dates.add if _OF_A_DATE.search(code) else dates.discard)(number)
        if _DURATION.search(code):
            durations.add(number)
    formats = [int(x.get("numFmtId", 0)) for x in styles.iterfind("{*}cellXfs/{*}xf")]
    return (
        frozenset(i for i, number in enumerate(formats) if number in dates),
        frozenset(i for i, number in enumerate(formats) if number in durations),
    )
