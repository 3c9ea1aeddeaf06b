"""HTML tables named .xls, as web portals export them: each table a sheet."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from pipelines.reading.encoding import decode_text
from pipelines.reading.errors import BrokenFileError, TooLargeError
from pipelines.reading.sheet import MergedRange, Sheet, settle
from pipelines.reading.sparse import SparseCells

LARGEST_HTML = 200 * 1024 * 1024
LARGEST_SPAN = 16_384
LARGEST_HEADING = 20_000
"""Characters before a page's first table in which a title is looked for."""
WIDEST_HEADING = 3
"""Columns of a table that holds titles; one with more holds data."""

_BEGINNING = re.compile(
    rb"(\s|<\?xml[^>]*>|<!--.*?-->)*"
    rb"<(!doctype\s+html|html|head|meta|title|link|body|style|script|table|thead|tbody|tr|div|center"
    rb"|form|br|p|b|font|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
# A web application may say something, a warning of PHP perhaps, before the page begins.
_TABLE_OF_ROWS = re.compile(
    rb"<table\b[^>]*>\s*<(thead|tbody|tr|caption|colgroup|col)\b", re.IGNORECASE
)
_OF_A_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_LINE_END = re.compile(r"<(?:br|/?(?:p|div|h[1-6]|tr|td|li|center|title|table))\b[^>]*>", re.I)
_UNSHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^>]*>")
_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CELLS = ("td", "th")
_UNREAD = ("script", "style")


def looks_like_html(content: bytes) -> bool:
    """Whether a file begins as HTML does, in any encoding.

    A text file may have a warning of PHP before its lines, which is in HTML and no page.
    """
    beginning = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe")
    sample = beginning.replace(b"\x00", b"")
    is_two_bytes_wide = len(sample) < len(beginning)
    if _TABLE_OF_ROWS.search(sample):
        return True
    return bool(_BEGINNING.match(sample) and (is_two_bytes_wide or _OF_A_PAGE.search(content)))


def read_html(content: bytes) -> Iterator[Sheet]:
    """Read every table that holds data; tables that only lay out other tables are passed over.

    Raises:
        BrokenFileError: It is cut off, or has no table.
        TooLargeError: It is too large, or its cells hold too much.
    """
    if len(content) > LARGEST_HTML:
        raise TooLargeError("The page is too large to be read.")
    text = decode_text(content)
    if len(_TABLE_START.findall(text)) > len(_TABLE_END.findall(text)):
        raise BrokenFileError("The page is cut off inside a table.")
    number = 0
    heading = _lines_before_tables(text)
    for table in _with_headers(_tables(text.encode())):
        if not table.is_layout:
            number += 1
            sheet = replace(table.sheet(str(number)), heading=(*heading, *table.caption))
            yield sheet
            if sheet.cells.num_columns <= WIDEST_HEADING:
                heading += [*table.caption, *_lines(sheet)]
    if not number:
        raise BrokenFileError("The page holds no table.")


def _lines_before_tables(text: str) -> list[str]:
    """What a page shows above its first table."""
    before = _TABLE_START.split(text[:LARGEST_HEADING], maxsplit=1)[0]
    shown = _TAG.sub("", _LINE_END.sub("\n", _UNSHOWN.sub(" ", before)))
    return [line for row in html.unescape(shown).splitlines() if (line := " ".join(row.split()))]


def _lines(sheet: Sheet) -> list[str]:
    return [" ".join(filter(None, row.values())) for row in sheet.cells.to_pylist()]


def _tables(page: bytes) -> Iterator[_Table]:
    """Tables in the order in which they end."""
    events = etree.iterparse(
        io.BytesIO(page),
        events=("start", "end"),
        tag=("table", "caption", "tr", *_CELLS),
        html=True,
        encoding="utf-8",
        huge_tree=True,
    )
    opened: list[_Table] = []
    for event, element in events:
        if element.tag == "table":
            if event == "start":
                if opened:
                    opened[-1].note_inner_table()
                opened.append(_Table())
            elif opened:
                yield opened.pop()
        elif not opened:
            continue
        elif element.tag == "caption":
            if event == "end":
                opened[-1].caption.append(_text(element))
        elif element.tag == "tr":
            if event == "start":
                opened[-1].begin_row()
            else:
                opened[-1].end_row()
                element.clear()
        elif event == "end":
            opened[-1].add_cell(element)


def _with_headers(tables: Iterable[_Table]) -> Iterator[_Table]:
    """Tables, those whose header is a table of its own (DataTables, to scroll) under theirs."""
    header: _Table | None = None
    for table in tables:
        if header is not None and table.goes_on(header):
            table.above = header
        elif header is not None:
            yield header
        header = table if table.is_header else None
        if header is None:
            yield table
    if header is not None:
        yield header


def _stacked(above: Sheet, below: Sheet) -> Sheet:
    """One sheet of a header and the rows that go on with it."""
    rows, last = above.cells.num_rows, above.row_numbers[-1]
    cells = pa.concat_tables([above.cells, below.cells], promote_options="default")
    return replace(
        below,
        cells=cells.combine_chunks(),
        row_numbers=pa.concat_arrays([above.row_numbers, pc.add(below.row_numbers, last)]),
        filled_cells=above.filled_cells | {(row + rows, at) for row, at in below.filled_cells},
        nul_rows=above.nul_rows | {row + rows for row in below.nul_rows},
    )


class _Table:
    """One table while its cells come in."""

    def __init__(self) -> None:
        self.caption: list[str] = []
        self.above: _Table | None = None
        self.width = 0
        self._headings = 0
        self._has_data = False
        self._cells = SparseCells("")
        self._merged: list[MergedRange] = []
        self._row = -1
        self._column = 0
        self._values: dict[int, str] = {}
        self._free_from: dict[int, int] = {}
        self._is_row_open = False
        self._rows_with_tables: set[int] = set()

    @property
    def is_layout(self) -> bool:
        """Whether half of its rows or more hold tables of their own."""
        return 2 * len(self._rows_with_tables) >= max(self._row + 1, 1)

    @property
    def is_header(self) -> bool:
        """Whether it has headings of columns and nothing below them."""
        return self._headings > WIDEST_HEADING and not self._has_data

    def goes_on(self, header: _Table) -> bool:
        """Whether its rows can be what stands below a header: as wide, and without a heading."""
        return self.width == header.width and not self._headings

    def note_inner_table(self) -> None:
        self._rows_with_tables.add(self._row)

    def begin_row(self) -> None:
        self.end_row()
        self._row += 1
        self._column = 0
        self._is_row_open = True

    def end_row(self) -> None:
        if self._is_row_open and self._values:
            self._cells.add_row(self._row + 1, sorted(self._values.items()))
        self._values = {}
        self._is_row_open = False

    def add_cell(self, cell: etree._Element) -> None:
        if not self._is_row_open:
            self.begin_row()
        while self._free_from.get(self._column, 0) > self._row:
            self._column += 1
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        if self._column + width > LARGEST_SPAN:
            raise TooLargeError("The cells lie too far apart.", row=self._row + 1)
        if text := _text(cell):
            self._values[self._column] = text
            self._headings += cell.tag == "th"
        self._has_data |= cell.tag == "td"
        if height > 1:
            last_row, last_column = self._row + height - 1, self._column + width - 1
            self._merged.append(MergedRange(self._row, self._column, last_row, last_column))
            for column in range(self._column, self._column + width):
                self._free_from[column] = self._row + height
        self._column += width
        self.width = max(self.width, self._column)

    def sheet(self, name: str) -> Sheet:
        self.end_row()
        self._cells.name = name
        own = settle(self._cells.grid(merged_ranges=self._merged))
        return own if self.above is None else _stacked(self.above.sheet(name), own)


def _span(cell: etree._Element, attribute: str) -> int:
    span = cell.get(attribute, "1").strip()
    return max(1, int(span)) if span.isdecimal() and len(span) < 6 else 1


def _text(cell: etree._Element) -> str:
    """Text of a cell as a browser shows it: spaces run together, `<br>` ends a line.

    Hard spaces around it keep the cell's border and are no part of it.
    """
    lines = "".join(_pieces(cell)).split("\x1e")
    return "\n".join(_SPACES.sub(" ", line).strip(" \u00a0") for line in lines).strip("\n")


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\x1e"
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield from _pieces(child)
        yield child.tail or ""
