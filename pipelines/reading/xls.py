"""xls: workbooks of Excel 97 to 2003, records (BIFF) inside an OLE container."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import fastexcel
import olefile
import python_calamine

from pipelines.reading.apart import read_apart
from pipelines.reading.calamine import (
    calamine_grid,
    error_places,
    merged_ranges,
    open_workbook,
    reading_calamine,
)
from pipelines.reading.errors import BrokenFileError, EmptyFileError, EncryptedFileError
from pipelines.reading.sheet import Sheet, settle

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORKBOOK_STREAMS = ("Workbook", "Book")
_FILE_PASS = 0x002F
_DATE_MODE = 0x0022
_END_OF_SUBSTREAM = 0x000A
_RECORD_HEADER = struct.Struct("<2H")


def read_xls(content: bytes) -> list[Sheet]:
    """Read every worksheet of an xls workbook, hidden ones too.

    Raises:
        EncryptedFileError: A password stands before it; so also for an encrypted xlsx, which is
            an OLE container as well.
        BrokenFileError: It is cut off, corrupt, or no workbook.
        EmptyFileError: It has no worksheet.
    """
    _check_records(_workbook_stream(content))
    return read_apart(content)


def sheets_of_workbook(content: bytes) -> Iterator[Sheet]:
    """Read a workbook by calamine, in this very process; `read_xls` is the safe way."""
    workbook = open_workbook(content)
    with reading_calamine():
        reader = fastexcel.read_excel(content)
    counts_from_1904 = _counts_from_1904(_workbook_stream(content))
    worksheets = [
        (index, sheet)
        for index, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not worksheets:
        raise EmptyFileError("The workbook has no worksheet.")
    for index, sheet in worksheets:
        grid = calamine_grid(
            workbook,
            index,
            is_visible=sheet.visible == python_calamine.SheetVisibleEnum.Visible,
            errors=error_places(reader, index, sheet.name),
        )
        grid.merged_ranges = merged_ranges(workbook, index, sheet.name)
        grid.counts_from_1904 = counts_from_1904
        yield settle(grid)


def _workbook_stream(content: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise EncryptedFileError("The workbook opens only with a password.")
            for name in _WORKBOOK_STREAMS:
                if ole.exists(name):
                    return bytes(ole.openstream(name).read())
    except EncryptedFileError:
        raise
    # olefile raises whatever its parsing meets.
    except Exception:
        raise BrokenFileError("The workbook is cut off or corrupt.") from None
    raise BrokenFileError("The file holds no workbook.")


def _check_records(stream: bytes) -> None:
    """Walk the records of the workbook's first part: a password stands there, if anywhere."""
    if any(kind == _FILE_PASS for kind, _ in _first_records(stream)):
        raise EncryptedFileError("The workbook opens only with a password.")


def _counts_from_1904(stream: bytes) -> bool:
    records = _first_records(stream)
    return any(kind == _DATE_MODE and record == b"\x01\x00" for kind, record in records)


def _first_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records before the first sheet.

    Raises:
        BrokenFileError: They have no end.
    """
    position = 0
    while position + _RECORD_HEADER.size <= len(stream):
        kind, length = _RECORD_HEADER.unpack_from(stream, position)
        if kind == _END_OF_SUBSTREAM:
            return
        position += _RECORD_HEADER.size
        yield kind, stream[position : position + length]
        position += length
    raise BrokenFileError("The workbook is cut off.")
