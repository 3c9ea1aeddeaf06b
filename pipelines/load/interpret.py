"""A file's sheets against the contract: which are data, of which kind, and whether it is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import Contract, load_contracts
from pipelines.errors import RefusedFileError
from pipelines.load import refusals
from pipelines.load.header import ROWS_OF_HEADER, ROWS_SEARCHED, Header, Row, find_header
from pipelines.load.marks import total_rows
from pipelines.load.rows import data_rows
from pipelines.load.titles import names_other_regency
from pipelines.periods import stated_periods
from pipelines.reading import Sheet

HIDDEN, NO_KNOWN_HEADER = "hidden", "no_known_header"


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that is read: its header and the indices of its data rows."""

    number: int
    sheet: Sheet
    header: Header
    indices: list[int]

    @property
    def header_row_number(self) -> int:
        """Where the header stands, as seen in Excel."""
        number: int = self.sheet.row_numbers[self.header.row_index].as_py()
        return number

    def titles(self) -> list[str]:
        """The texts above the header, one per row, and those before the table itself."""
        rows = _first_rows(self.sheet, self.header.first_row_index)
        above = [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in rows]
        return [*self.sheet.heading, *above]


@dataclass
class Interpretation:
    """What a file says: sheets that are read, sheets that are not with the reason, remarks."""

    read: list[ReadSheet] = field(default_factory=list)
    not_read: list[tuple[int, str, str]] = field(default_factory=list)
    remarks: list[dict[str, str]] = field(default_factory=list)

    def remark(self, code: str, text: str) -> None:
        """Note something that refuses nothing and that the engineer should know."""
        self.remarks.append({"code": code, "text": text})


def interpret(
    sheets: list[Sheet], contract: Contract, *, period: date, file_name: str
) -> Interpretation:
    """Tell what each sheet is, by its header.

    Args:
        sheets: All sheets of the file, hidden ones too.
        contract: What the source of the file's folder promises.
        period: The month of the file's folder.
        file_name: Relative to the landing folder.

    Raises:
        RefusedFileError: The file cannot be understood as a whole.
    """
    result = Interpretation()
    headers = [find_header(_first_rows(s), contract) if s.is_visible else None for s in sheets]
    complete = [len(h.column_by_field) for h in headers if h and not h.missing()]
    for number, (sheet, header) in enumerate(zip(sheets, headers, strict=True), start=1):
        if header is not None:
            _refuse_other_source(sheet, header, contract)
        if header is None or _is_beside(header, max(complete, default=0)):
            reason = NO_KNOWN_HEADER if sheet.is_visible else HIDDEN
            result.not_read.append((number, sheet.name, reason))
        else:
            _refuse_faulty_header(sheet, header, contract)
            _refuse_second_table(sheet, header, contract)
            read = ReadSheet(number, sheet, header, data_rows(sheet, header))
            _refuse_cut_off(read)
            result.read.append(read)
    _refuse_unknown(result, sheets, contract)
    _refuse_other_period(result, period, file_name)
    _refuse_other_regency(result)
    if not any(read.indices for read in result.read):
        raise RefusedFileError(refusals.no_rows([read.sheet.name for read in result.read]))
    _remark_on_sheets(result)
    return result


def _refuse_unknown(result: Interpretation, sheets: list[Sheet], contract: Contract) -> None:
    if result.read:
        return
    visible_rows = [_first_rows(sheet) for sheet in sheets if sheet.is_visible]
    other = next((o for rows in visible_rows for o in _other_sources(rows, contract, 0)), None)
    visible = [name for _, name, reason in result.not_read if reason != HIDDEN]
    if other:
        raise RefusedFileError(refusals.other_source(visible[0], None, contract.source, other))
    required = dict.fromkeys(
        kind.header_of(name) for kind in contract.kinds.values() for name in kind.required
    )
    raise RefusedFileError(refusals.no_known_header(visible, list(required)))


def _is_beside(header: Header, complete: int) -> bool:
    """Whether a sheet stands beside the data, as a list of officers does.

    It lacks required columns, and has less than half as many that we know as a sheet that lacks
    none; one village's sheet with a misspelled header has nearly all of them, and is refused.
    """
    return bool(header.missing()) and 2 * len(header.column_by_field) < complete


def _refuse_other_source(sheet: Sheet, header: Header, contract: Contract) -> None:
    # Another source's header would stand where ours was found.
    rows = _first_rows(sheet, header.row_index + ROWS_OF_HEADER)
    for other in _other_sources(rows, contract, len(header.column_by_field)):
        row: int = sheet.row_numbers[header.row_index].as_py()
        raise RefusedFileError(refusals.other_source(sheet.name, row, contract.source, other))


def _refuse_faulty_header(sheet: Sheet, header: Header, contract: Contract) -> None:
    row: int = sheet.row_numbers[header.row_index].as_py()
    if header.missing():
        raise RefusedFileError(refusals.missing_columns(sheet.name, row, header, contract.source))
    needed = {*header.kind.required, *(f for g in header.kind.required_one_of for f in g)}
    if repeated := [header.kind.header_of(f) for f in header.repeated if f in needed]:
        raise RefusedFileError(refusals.repeated_column(sheet.name, row, repeated))


def _refuse_second_table(sheet: Sheet, header: Header, contract: Contract) -> None:
    """Refuse a sheet on which another table follows; a repeated header is none."""
    needed = {*header.kind.required, *(f for g in header.kind.required_one_of for f in g)}
    told = {field: column for field, column in header.column_by_field.items() if field in needed}
    for index in _like_headers(sheet, header, list(told.values())):
        row = [column[index].as_py() for column in sheet.cells.columns]
        other = find_header([row], contract)
        if other is None or other.missing():
            continue
        if any(other.column_by_field.get(field) != column for field, column in told.items()):
            number: int = sheet.row_numbers[index].as_py()
            raise RefusedFileError(refusals.second_table(sheet.name, number))


def _refuse_cut_off(read: ReadSheet) -> None:
    """Refuse a text file that ends in its last row, before the row does.

    Who writes a note below the table, or leaves out empty fields at the end of every row, may end
    without a line end too.
    """
    sheet, header = read.sheet, read.header
    last = sheet.cells.num_rows - 1
    if not sheet.ends_midway or sheet.field_counts is None or read.indices[-1:] != [last]:
        return
    counts = sheet.field_counts.to_numpy()
    before = counts[read.indices[:-1]]
    are_whole = len(before) and np.count_nonzero(before < header.width) * 20 <= len(before)
    is_cut = 1 < counts[last] < header.width and last not in total_rows(sheet, header)
    if is_cut and are_whole:
        raise RefusedFileError(refusals.cut_off(sheet.row_numbers[last].as_py()))


def _like_headers(sheet: Sheet, header: Header, columns: list[int]) -> list[int]:
    """Rows below the header that hold texts of it, in any case, in most of these columns."""
    cases = (str, str.upper, str.lower, str.title, str.capitalize)
    known = pa.array({case(text) for text in header.texts if text for case in cases}, pa.string())
    held = [
        pc.is_in(sheet.cells.column(column), value_set=known).to_numpy().astype(np.int8)
        for column in columns
    ]
    found = np.flatnonzero(np.sum(held, axis=0) * 2 > len(columns)).tolist()
    return [index for index in found if index > header.row_index + ROWS_OF_HEADER]


def _other_sources(rows: list[Row], contract: Contract, known_columns: int) -> list[str]:
    """Sources that know more of the sheet's columns and miss none: it lies in the wrong folder."""
    headers = {
        source: find_header(rows, other)
        for source, other in load_contracts().items()
        if source != contract.source
    }
    return [
        source
        for source, header in headers.items()
        if header and not header.missing() and len(header.column_by_field) > known_columns
    ]


def _refuse_other_period(result: Interpretation, period: date, file_name: str) -> None:
    """Refuse when titles, a sheet's name or the file's name state months, and not this one."""
    for read in result.read:
        for texts in (read.titles(), [read.sheet.name]):
            stated = stated_periods(texts, near=period)
            if stated and period not in stated:
                raise RefusedFileError(refusals.other_period(stated[0], period, read.sheet.name))
    stated = stated_periods(_names(file_name), near=period)
    if stated and period not in stated:
        raise RefusedFileError(refusals.other_period(stated[0], period, None))


def _names(file_name: str) -> list[str]:
    """The file's own name, and that of its ZIP, which speaks for all that is in it."""
    *folders, own = PurePosixPath(file_name).parts
    return [*(name for name in folders if name.lower().endswith(".zip")), own]


def _refuse_other_regency(result: Interpretation) -> None:
    for read in result.read:
        if names_other_regency(read.titles()):
            raise RefusedFileError(
                refusals.title_of_other_regency(read.sheet.name, read.header_row_number)
            )


def _remark_on_sheets(result: Interpretation) -> None:
    for _, name, reason in result.not_read:
        result.remark("sheet_not_read", f"sheet {name!r} was not read: {reason}")
    for read in result.read:
        if not read.indices:
            result.remark("sheet_without_rows", f"sheet {read.sheet.name!r} has a header, no rows")
    for code, of_header in _REMARKS.items():
        names = dict.fromkeys(name for read in result.read for name in of_header(read.header))
        if names:
            result.remark(code, ", ".join(names))


_REMARKS: dict[str, Callable[[Header], list[str]]] = {
    "unknown_column": lambda header: list(header.unknown.values()),
    "absent_column": lambda header: header.absent_optional(),
}


def _first_rows(sheet: Sheet, count: int = ROWS_SEARCHED) -> list[Row]:
    columns = [column.to_pylist() for column in sheet.cells.slice(0, count).columns]
    return [list(row) for row in zip(*columns, strict=True)]
