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
from pipelines.reading import Sheet

# One row of one file, for ever: the drop in the upper half, its data row in the lower.
ROWS_PER_DROP = 1 << 32

_TOTAL = r"^\s*(grand\s*)?(sub\s*-?\s*)?(total|jumlah)\b"
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?\.?")
_DAY_NUMBER = r"^\s*\d{5}([.,]\d+)?\s*$"
_SIXTEEN_DIGITS = r"^\D*(\d\D*){16}$"
# Spreadsheets keep fifteen digits of a number: so many different ones that all end in 0 were
# numbers before they were written as text. By chance that is one file in 100,000.
FEWEST_ENDING_IN_ZERO = 5
# Cells that are looked at first: in nearly every file they show that it is none of those.
_SAMPLE = 100
_LINE_NUMBER = r"^\s*\(?\d+[.)]?\s*$"
LEADING_COLUMNS = 4
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
    cells = _rows_at(sheet.cells, indices)
    first_row_id = drop_id * ROWS_PER_DROP + first_ordinal
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        "drop_id": pa.repeat(pa.scalar(drop_id, pa.int32()), count),
        "row_id": pa.array(np.arange(first_row_id, first_row_id + count), pa.int64()),
        "sheet_no": pa.repeat(pa.scalar(sheet_no, pa.int16()), count),
        "row_number": sheet.row_numbers.take(pa.array(indices, pa.int64())),
        "cell_marks": _marks(sheet, header, indices),
        "extra": _extra(cells, header),
    }
    for field in header.kind.columns():
        column = header.column_by_field.get(field)
        columns[field] = pa.nulls(count, pa.string()) if column is None else cells.column(column)
    return pa.table(columns)


def _rows_at(cells: pa.Table, indices: list[int]) -> pa.Table:
    """These rows; without a copy where nothing lies between them, as in nearly all files."""
    if indices and indices[-1] - indices[0] + 1 == len(indices):
        return cells.slice(indices[0], len(indices))
    return cells.take(pa.array(indices, pa.int64()))


def _header_like(sheet: Sheet, header: Header) -> set[int]:
    """Rows that repeat the header (a page break, a second table) or number its columns."""
    column = header.column_by_field[header.kind.name]
    names = sheet.cells.column(column)
    own = header_key(str(header.texts[column]))
    respelled = "[^a-z0-9]*".join(["", *own, ""])
    suspects = _matches(names, rf"^({respelled}|\(?\d+\)?\.?)$")
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


def _marks(sheet: Sheet, header: Header, indices: list[int]) -> pa.Array:
    """What raw text cannot show of a cell or row, `nik:number` or `row:nul`; mostly null."""
    field_by_column = {column: field for field, column in header.column_by_field.items()}
    marks: dict[int, list[str]] = defaultdict(list)
    for index in sheet.nul_rows:
        marks[index].append("row:nul")
    for index in total_rows(sheet, header):
        marks[index].append("row:total")
    for index, mark in _wrong_widths(sheet, header):
        marks[index].append(mark)
    born = header.kind.birth_date
    for index in _days_from_1904(sheet, header.column_by_field[born]):
        marks[index].append(f"{born}:from_1904")
    numbers = sheet.number_cells | _numbers_as_text(sheet, header, indices)
    for cells, mark in ((numbers, "number"), (sheet.filled_cells, "filled")):
        for index, column in sorted(cells):
            if column in field_by_column:
                marks[index].append(f"{field_by_column[column]}:{mark}")
    return pa.array([" ".join(marks[i]) if i in marks else None for i in indices], pa.string())


def _numbers_as_text(sheet: Sheet, header: Header, indices: list[int]) -> set[tuple[int, int]]:
    """Cells of NIK and No KK whose whole column a spreadsheet rounded: each ends in 0."""
    found: set[tuple[int, int]] = set()
    for field in header.kind.fields_of_type("nik", "no_kk"):
        column = header.column_by_field.get(field)
        if column is None:
            continue
        cells = _rows_at(sheet.cells.select([column]), indices).column(0)
        if not _all_end_in_zero(cells.slice(0, _SAMPLE)) or not _all_end_in_zero(cells):
            continue
        is_number = pc.indices_nonzero(_matches(cells, _SIXTEEN_DIGITS)).to_pylist()
        found |= {(indices[at], column) for at in is_number}
    return found


def _all_end_in_zero(cells: pa.ChunkedArray) -> bool:
    numbers = pc.unique(cells.filter(_matches(cells, _SIXTEEN_DIGITS)))
    is_rounded = _matches(numbers, r"0\D*$")
    return len(numbers) >= FEWEST_ENDING_IN_ZERO and bool(pc.all(is_rounded).as_py())


def _days_from_1904(sheet: Sheet, column: int) -> list[int]:
    """Rows whose date is shown as a plain number of days that begin in 1904."""
    if not sheet.counts_from_1904:
        return []
    found: list[int] = pc.indices_nonzero(
        _matches(sheet.cells.column(column), _DAY_NUMBER)
    ).to_pylist()
    return found


def total_rows(sheet: Sheet, header: Header) -> list[int]:
    """Indices of rows that add others up."""
    nik, name, born = (
        sheet.cells.column(header.column_by_field[field])
        for field in (header.kind.nik, header.kind.name, header.kind.birth_date)
    )
    is_total = pa.chunked_array([pa.array([False] * sheet.cells.num_rows)])
    for column in sheet.cells.columns[
        : max(LEADING_COLUMNS, 1 + header.column_by_field[header.kind.name])
    ]:
        is_total = pc.or_(is_total, _matches(column, _TOTAL))
    rows = pc.indices_nonzero(is_total)
    nik, name, born = (column.take(rows) for column in (nik, name, born))
    # A person may be called so; a total has no number of sixteen digits beside it. Nor has it a
    # name and a birth date, as somebody without NIK who lives in the camp of an oil company, Total.
    is_person = pc.or_(
        _matches(nik, r"^\D*(\d\D*){15,}$"),
        pc.and_(pc.and_not(_matches(name, r"\pL"), _matches(name, _TOTAL)), _matches(born, r"\d")),
    )
    found: list[int] = rows.filter(pc.invert(is_person)).to_pylist()
    return found


def _matches(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    return pc.fill_null(pc.match_substring_regex(column, pattern, ignore_case=True), False)


def _wrong_widths(sheet: Sheet, header: Header) -> list[tuple[int, str]]:
    if sheet.field_counts is None:
        return []
    width = sheet.field_counts[header.row_index].as_py()
    # A header may end in a delimiter that its rows lack: what counts are columns with a header.
    few = pc.indices_nonzero(pc.less(sheet.field_counts, header.width)).to_pylist()
    many = pc.indices_nonzero(pc.greater(sheet.field_counts, width)).to_pylist()
    beyond = sheet.cells.columns[width:]
    # Trailing delimiters add fields that hold nothing.
    filled = [i for i in many if any(column[i].as_py() is not None for column in beyond)]
    return [(i, "row:too_few_fields") for i in few] + [(i, "row:too_many_fields") for i in filled]


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
