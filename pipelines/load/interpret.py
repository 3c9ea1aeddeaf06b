"""A file's sheets against the contract: which are data, of which kind, and whether it is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from pipelines.contracts import Contract, load_contracts
from pipelines.errors import RefusedFileError
from pipelines.load import refusals
from pipelines.load.header import ROWS_SEARCHED, Header, Row, find_header
from pipelines.load.rows import data_rows
from pipelines.load.titles import names_other_regency
from pipelines.periods import stated_periods
from pipelines.reading import Sheet


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
        """The texts above the header."""
        rows = _first_rows(self.sheet)[: self.header.row_index]
        return [" ".join(cell for cell in row if cell) for row in rows]


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

    Raises:
        RefusedFileError: The file cannot be understood as a whole.
    """
    result = Interpretation()
    for number, sheet in enumerate(sheets, start=1):
        header = find_header(_first_rows(sheet), contract) if sheet.is_visible else None
        if not sheet.is_visible:
            result.not_read.append((number, sheet.name, "hidden"))
        elif header is None:
            result.not_read.append((number, sheet.name, "no_known_header"))
        else:
            result.read.append(ReadSheet(number, sheet, header, data_rows(sheet, header)))
    _refuse_unless_understood(result, sheets, contract, period=period, file_name=file_name)
    _remark_on_sheets(result)
    return result


def _refuse_unless_understood(
    result: Interpretation,
    sheets: list[Sheet],
    contract: Contract,
    *,
    period: date,
    file_name: str,
) -> None:
    if not result.read:
        visible = [name for _, name, reason in result.not_read if reason != "hidden"]
        kinds = contract.kinds.values()
        required = list(dict.fromkeys(k.header_of(f) for k in kinds for f in k.required))
        hint = other_source_hint(sheets, contract)
        raise RefusedFileError(refusals.no_known_header(visible, required, hint))
    for read in result.read:
        _refuse_faulty_header(read, contract.source)
    titles = [title for read in result.read for title in read.titles()]
    stated = stated_periods(
        [*titles, *(r.sheet.name for r in result.read), PurePosixPath(file_name).name]
    )
    if stated and period not in stated:
        raise RefusedFileError(refusals.other_period(stated[0], period))
    if names_other_regency(titles):
        raise RefusedFileError(refusals.other_regency(repr(result.read[0].sheet.name)))
    if not any(read.indices for read in result.read):
        raise RefusedFileError(refusals.no_rows([read.sheet.name for read in result.read]))


def _refuse_faulty_header(read: ReadSheet, source: str) -> None:
    header, name, row = read.header, read.sheet.name, read.header_row_number
    if header.missing():
        raise RefusedFileError(refusals.missing_columns(name, row, header, source))
    needed = {*header.kind.required, *(f for g in header.kind.required_one_of for f in g)}
    if repeated := [header.kind.header_of(f) for f in header.repeated if f in needed]:
        raise RefusedFileError(refusals.repeated_column(name, row, repeated))


def _remark_on_sheets(result: Interpretation) -> None:
    for _, name, reason in result.not_read:
        result.remark("sheet_not_read", f"sheet {name!r} was not read: {reason}")
    for code, of_header in _REMARKS.items():
        names = dict.fromkeys(name for read in result.read for name in of_header(read.header))
        if names:
            result.remark(code, ", ".join(names))


_REMARKS: dict[str, Callable[[Header], list[str]]] = {
    "unknown_column": lambda header: list(header.unknown.values()),
    "absent_column": lambda header: header.absent_optional(),
}


def other_source_hint(sheets: list[Sheet], contract: Contract) -> str | None:
    """The source whose header the file has, when it lies in the wrong folder."""
    for source, other in load_contracts().items():
        if source != contract.source and any(
            find_header(_first_rows(sheet), other) for sheet in sheets if sheet.is_visible
        ):
            return source
    return None


def _first_rows(sheet: Sheet) -> list[Row]:
    columns = [column.to_pylist() for column in sheet.cells.slice(0, ROWS_SEARCHED).columns]
    return [list(row) for row in zip(*columns, strict=True)]
