"""ods: OpenDocument spreadsheets, read element by element.

calamine gives no text for their error cells, and a few bytes can repeat a cell a thousand million
times; so here only filled cells are kept.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator

from lxml import etree

from pipelines.reading.archive import Archive
from pipelines.reading.cell_text import CellValue
from pipelines.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
)
from pipelines.reading.sheet import MergedRange, Sheet, settle
from pipelines.reading.sparse import LARGEST_FILLED, SparseCells
from pipelines.reading.workbook_parts import parse_part

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
LAST_COLUMN = 16_384
LAST_ROW = 16 * 1_048_576

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_ERROR_TEXT = re.compile(r"#[A-Z/0]+[!?]?$|#N/A$|Err:\d+$")
_FIRST_DAY_OF_1904 = "1904-01-01"
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def is_ods(archive: Archive) -> bool:
    """Whether an archive is an OpenDocument package."""
    return CONTENT in archive.entries and MANIFEST in archive.entries


def read_ods(archive: Archive) -> Iterator[Sheet]:
    """Read every sheet of an OpenDocument spreadsheet, hidden ones too.

    Raises:
        BrokenFileError, EmptyFileError, EncryptedFileError, TooLargeError, ZipBombError: As told
            in `errors`.
    """
    if parse_part(archive, MANIFEST).find(".//{*}encryption-data") is not None:
        raise EncryptedFileError("The workbook opens only with a password.")
    archive.refuse_bombs()
    elements = etree.iterparse(
        io.BytesIO(archive.read(CONTENT)),
        events=("start", "end"),
        tag=(f"{_TABLE}null-date", f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style"),
        resolve_entities=False,
        huge_tree=True,
    )
    count = 0
    for sheet in _sheets(elements):
        count += 1
        yield sheet
    if not count:
        raise EmptyFileError("The workbook has no sheet.")


def _sheets(elements: etree.iterparse) -> Iterator[Sheet]:
    hidden_styles: set[str] = set()
    first_day = ""
    table: _Table | None = None
    try:
        for event, element in elements:
            if element.tag == f"{_STYLE}style":
                if event == "end" and _hides(element):
                    hidden_styles.add(element.get(f"{_STYLE}name", ""))
            elif element.tag == f"{_TABLE}null-date":
                first_day = element.get(f"{_TABLE}date-value", "")
            elif element.tag == f"{_TABLE}table":
                if event == "start":
                    table = _Table(element, hidden_styles, first_day)
                elif table is not None:
                    yield table.sheet()
                    table = None
            elif event == "end" and table is not None:
                table.add_row(element)
                _forget(element)
    except etree.XMLSyntaxError:
        raise BrokenFileError("The content of the workbook is not well-formed.") from None


class _Table:
    """One sheet while its rows come in.

    Args:
        element: Its beginning.
        hidden_styles: Names of the styles that hide a sheet.
        first_day: From which its workbook counts days; empty where it does not say.
    """

    def __init__(self, element: etree._Element, hidden_styles: set[str], first_day: str) -> None:
        self._cells = SparseCells(element.get(f"{_TABLE}name", ""))
        self._is_visible = element.get(f"{_TABLE}style-name") not in hidden_styles
        self._counts_from_1904 = first_day.startswith(_FIRST_DAY_OF_1904)
        self._merged: list[MergedRange] = []
        self._rows = 0

    def add_row(self, element: etree._Element) -> None:
        repeated = _count(element, "number-rows-repeated")
        values = list(self._values(element))
        if values:
            self._refuse_far_rows(repeated * len(values))
            for row in range(self._rows, self._rows + repeated):
                self._cells.add_row(row + 1, values)
        self._rows += repeated

    def sheet(self) -> Sheet:
        grid = self._cells.grid(is_visible=self._is_visible, merged_ranges=self._merged)
        grid.counts_from_1904 = self._counts_from_1904
        return settle(grid)

    def _values(self, row: etree._Element) -> Iterator[tuple[int, CellValue]]:
        column = 0
        for cell in row.iterchildren(*_CELLS):
            repeated = _count(cell, "number-columns-repeated")
            value = _value(cell)
            if value is not None:
                self._refuse_far_columns(column + repeated)
                for place in range(column, column + repeated):
                    yield place, value
            spanned = _count(cell, "number-rows-spanned")
            if spanned > 1:
                last = column + _count(cell, "number-columns-spanned") - 1
                self._merged.append(MergedRange(self._rows, column, self._rows + spanned - 1, last))
            column += repeated

    def _refuse_far_rows(self, cells: int) -> None:
        if self._rows > LAST_ROW or cells > LARGEST_FILLED:
            raise TooLargeError("The cells hold too much.", sheet=self._cells.name)

    def _refuse_far_columns(self, column: int) -> None:
        if column > LAST_COLUMN:
            raise TooLargeError("The cells lie too far apart.", sheet=self._cells.name)


def _value(cell: etree._Element) -> CellValue:
    kind = cell.get(f"{_OFFICE}value-type")
    text = _text(cell)
    if kind is None or kind == "string" or (text and _ERROR_TEXT.match(text)):
        return text or cell.get(f"{_OFFICE}string-value")
    try:
        if kind in _NUMBERS:
            return float(cell.get(f"{_OFFICE}value", ""))
        if kind == "boolean":
            return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
        if kind == "date":
            return dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", ""))
        if kind == "time":
            return _time(cell.get(f"{_OFFICE}time-value", ""))
    except ValueError:
        return text
    return text


def _time(duration: str) -> dt.time | dt.timedelta:
    match = _DURATION.match(duration)
    if match is None:
        raise ValueError
    hours, minutes, seconds = map(int, match.groups())
    if hours < 24:
        return dt.time(hours, minutes, seconds)
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _text(cell: etree._Element) -> str | None:
    """Text of a cell's own paragraphs; those of a comment on it are not its text."""
    paragraphs = cell.findall(f"{_TEXT}p")
    return "\n".join(map(_paragraph_text, paragraphs)) if paragraphs else None


def _paragraph_text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_count(child, "c", _TEXT), 32_768))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _count(element: etree._Element, attribute: str, namespace: str = _TABLE) -> int:
    count = element.get(f"{namespace}{attribute}", "1")
    return int(count) if count.isdecimal() and len(count) < 10 else 1


def _hides(style: etree._Element) -> bool:
    properties = style.find(f"{_STYLE}table-properties")
    return properties is not None and properties.get(f"{_TABLE}display") == "false"


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
