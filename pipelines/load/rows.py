"""A sheet's data rows as rows of the raw table: text by field, with position and marks."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts.model import header_key
from pipelines.load.header import Header
from pipelines.load.marks import cell_marks, matches, rows_at
from pipelines.reading import Sheet

# One row of one file, for ever: the drop in the upper half, its data row in the lower.
ROWS_PER_DROP = 1 << 32

_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?\.?")
_LINE_NUMBER = r"^\s*\(?\d+[.)]?\s*$"
# Below the row that is known as the header, of a header of up to three.
LOWER_LINES = 2


def data_rows(sheet: Sheet, header: Header) -> list[int]:
    """Indices of the rows that are data: below the header, and none that repeats it or its titles.

    A line of a form that holds its number and nothing else is as empty as one without.
    """
    indices = range(header.row_index + 1, sheet.cells.num_rows)
    suspects = _header_like(sheet, header) | _only_numbered(sheet, header)
    suspects |= _lower_lines(sheet, header) | _repeated_titles(sheet, header)
    return [index for index in indices if index not in suspects]


def raw_rows(
    sheet: Sheet,
    header: Header,
    indices: list[int],
    *,
    drop_id: int,
    sheet_no: int,
    first_ordinal: int,
) -> pa.Table:
    """Build the raw rows of one sheet.

    Args:
        sheet: As read.
        header: Its recognised header.
        indices: Its data rows.
        drop_id: The drop.
        sheet_no: Number of the sheet in its file, from 1.
        first_ordinal: Number of the first of these rows among the drop's data rows.

    Returns:
        Columns `drop_id, row_id, sheet_no, row_number, cell_marks, extra` and one text column per
        kept field of the kind.
    """
    count = len(indices)
    cells = rows_at(sheet.cells, indices)
    first_row_id = drop_id * ROWS_PER_DROP + first_ordinal
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        "drop_id": pa.repeat(pa.scalar(drop_id, pa.int32()), count),
        "row_id": pa.array(np.arange(first_row_id, first_row_id + count), pa.int64()),
        "sheet_no": pa.repeat(pa.scalar(sheet_no, pa.int16()), count),
        "row_number": sheet.row_numbers.take(pa.array(indices, pa.int64())),
        "cell_marks": cell_marks(sheet, header, indices),
        "extra": _extra(cells, header),
    }
    for field in header.kind.columns():
        column = header.column_by_field.get(field)
        columns[field] = pa.nulls(count, pa.string()) if column is None else cells.column(column)
    return pa.table(columns)


def _header_like(sheet: Sheet, header: Header) -> set[int]:
    """Rows that repeat the header (a page break, a second table) or number its columns."""
    column = header.column_by_field[header.kind.name]
    names = sheet.cells.column(column)
    own = header_key(str(header.texts[column]))
    respelled = "[^a-z0-9]*".join(["", *own, ""])
    suspects = matches(names, rf"^({respelled}|\(?\d+\)?\.?)$")
    found = set()
    for index in pc.indices_nonzero(suspects).to_pylist():
        row = [cell.as_py() for cell in (c[index] for c in sheet.cells.columns)]
        texts = [(i, text) for i, text in enumerate(row) if text is not None]
        same = sum(header_key(text) == header_key(str(header.texts[i])) for i, text in texts)
        numbers = [m for _, text in texts if (m := _COLUMN_NUMBER.fullmatch(text.strip()))]
        ascending = [int(m[1]) for m in numbers] == sorted({int(m[1]) for m in numbers})
        if same * 2 > len(texts) or (len(numbers) == len(texts) > 2 and ascending):
            found.add(index)
    return found


def _repeated_titles(sheet: Sheet, header: Header) -> set[int]:
    """Rows that say what one above the header says: its titles, printed again on another page."""
    found: set[int] = set()
    for title in sheet.cells.slice(0, header.first_row_index).to_pylist():
        column, text = next((c, t) for c, t in title.items() if t is not None)
        alike = pc.indices_nonzero(pc.equal(sheet.cells.column(column), text)).to_pylist()
        found.update(at for at in alike if sheet.cells.slice(at, 1).to_pylist() == [title])
    return found


def _lower_lines(sheet: Sheet, header: Header) -> set[int]:
    """Rows just below the header that go on with it: names of columns, and nobody's.

    `Bansos` stands above `BPNT` and `PKH`; columns that say who and where have one line.
    """
    kind = header.kind
    told = {kind.name, kind.nik, kind.birth_date, *(f for g in kind.required_one_of for f in g)}
    told_columns = [header.column_by_field[f] for f in told if f in header.column_by_field]
    found: set[int] = set()
    for index in range(header.row_index + 1, sheet.cells.num_rows)[:LOWER_LINES]:
        row = [column[index].as_py() for column in sheet.cells.columns]
        is_next = sheet.row_numbers[index].as_py() == sheet.row_numbers[index - 1].as_py() + 1
        tells = any(row[column] is not None for column in told_columns)
        if not is_next or tells or any(text and re.search(r"\d", text) for text in row):
            break
        found.add(index)
    return found


def _only_numbered(sheet: Sheet, header: Header) -> set[int]:
    numbers = {
        column
        for field, column in header.column_by_field.items()
        if header.kind.fields[field].type == "ignored"
    }
    if not numbers:
        return set()
    is_empty = pa.chunked_array([pa.array([True] * sheet.cells.num_rows)])
    for index, column in enumerate(sheet.cells.columns):
        holds_no_more = column.is_null()
        if index in numbers:
            number = pc.fill_null(pc.match_substring_regex(column, _LINE_NUMBER), False)
            holds_no_more = pc.or_(holds_no_more, number)
        is_empty = pc.and_(is_empty, holds_no_more)
    return set(pc.indices_nonzero(is_empty).to_pylist())


def _extra(cells: pa.Table, header: Header) -> pa.Array:
    """Values of columns that no field is spelled like, as JSON by header; null where none are."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for column, name in _other_columns(cells, header).items():
        values = cells.column(column)
        for index in pc.indices_nonzero(pc.is_valid(values)).to_pylist():
            found[index][name] = values[index].as_py()
    return pa.array(
        [
            json.dumps(found[i], ensure_ascii=False) if i in found else None
            for i in range(cells.num_rows)
        ],
        pa.string(),
    )


def _other_columns(cells: pa.Table, header: Header) -> dict[int, str]:
    """Columns that hold no field, each under a name of its own."""
    known = set(header.column_by_field.values())
    names: dict[str, int] = {}
    for column in range(cells.num_columns):
        if column in known or cells.column(column).null_count == cells.num_rows:
            continue
        name = header.unknown.get(column)
        if name is None or name in names:
            name = f"{name or ''} (kolom {column + 1})".strip()
        names[name] = column
    return {column: name for name, column in names.items()}
