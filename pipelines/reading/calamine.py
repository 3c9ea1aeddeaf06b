"""calamine: cell by cell where types matter, and its failures in our words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import fastexcel
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

from pipelines.reading.cell_text import CellValue, cell_text, is_untrusted_number
from pipelines.reading.errors import BrokenFileError, EncryptedFileError, ReadingError
from pipelines.reading.sheet import Grid, MergedRange, Place

_ERROR = re.compile(r"Error\((\w+)\)")
_ERROR_TEXTS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


@contextmanager
def reading_calamine(sheet: str | None = None) -> Iterator[None]:
    """Turn whatever calamine raises, panics included, into our errors, without its message.

    Raises:
        EncryptedFileError: calamine asks for a password.
        BrokenFileError: Anything else.
    """
    try:
        yield
    except (ReadingError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except python_calamine.PasswordError:
        raise EncryptedFileError("The workbook opens only with a password.") from None
    # A panic in Rust is no Exception; calamine's messages may quote cells.
    except BaseException:
        raise BrokenFileError("The workbook is corrupt.", sheet=sheet) from None


def open_workbook(content: bytes) -> python_calamine.CalamineWorkbook:
    """Open a workbook for reading cell by cell; raises what `reading_calamine` raises."""
    with reading_calamine():
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))


def calamine_grid(
    workbook: python_calamine.CalamineWorkbook,
    index: int,
    *,
    is_visible: bool,
    errors: dict[Place, str],
) -> Grid:
    """One sheet cell by cell, without its merged ranges.

    Args:
        workbook: As opened by `open_workbook`.
        index: The sheet's place in it.
        is_visible: Whether it is.
        errors: Texts of its error cells, which are empty in calamine's values.
    """
    name = workbook.sheet_names[index]
    with reading_calamine(name):
        rows = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
    columns = [pa.array(map(cell_text, column), pa.string()) for column in zip(*rows, strict=True)]
    put_texts(columns, errors)
    return Grid(
        name=name,
        columns=columns,
        row_numbers=np.arange(1, len(rows) + 1, dtype=np.int32),
        is_visible=is_visible,
        number_cells=_untrusted_numbers(rows),
    )


def _untrusted_numbers(rows: Sequence[Sequence[CellValue]]) -> npt.NDArray[np.int64]:
    places = [
        (row_index, column_index)
        for row_index, row in enumerate(rows)
        for column_index, value in enumerate(row)
        if is_untrusted_number(value)
    ]
    return np.array(places, dtype=np.int64).reshape(-1, 2)


def put_texts(columns: list[pa.Array], texts: dict[Place, str]) -> None:
    """Put texts into some cells, replacing the columns in the list; places outside are left."""
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        if column < len(columns) and row < len(columns[column]):
            by_column.setdefault(column, {})[row] = text
    for index, places in by_column.items():
        mask = np.zeros(len(columns[index]), dtype=np.bool_)
        mask[list(places)] = True
        values = pa.array([places[row] for row in sorted(places)], pa.string())
        columns[index] = pc.replace_with_mask(columns[index], pa.array(mask), values)


def merged_ranges(
    workbook: python_calamine.CalamineWorkbook, index: int, name: str
) -> list[MergedRange]:
    """Merged ranges of a sheet of an xls workbook."""
    with reading_calamine(name):
        ranges = workbook.get_sheet_by_index(index).merged_cell_ranges or []
    return [MergedRange(*first, *last) for first, last in ranges]


def error_texts(errors: fastexcel.CellErrors) -> Iterator[tuple[Place, str]]:
    """Place in fastexcel's batch, and text, of the error cells that it met."""
    for error in errors.errors:
        kind = _ERROR.search(error.detail)
        if kind is not None:
            yield error.position, _ERROR_TEXTS.get(kind.group(1), "#VALUE!")


def error_places(reader: fastexcel.ExcelReader, index: int, name: str) -> dict[Place, str]:
    """Place in the sheet, and text, of its error cells."""
    with reading_calamine(name):
        loaded = reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string")
        batch, errors = loaded.to_arrow_with_errors()
    if errors is None or not batch.num_columns:
        return {}
    first = loaded.available_columns()[0].absolute_index
    return {(row, column + first): text for (row, column), text in error_texts(errors)}
