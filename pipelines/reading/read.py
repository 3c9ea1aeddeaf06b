"""Any file that a sender may send, told by its content and read into sheets of text cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.archive import Archive
from pipelines.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    NestedZipError,
    TooLargeError,
)
from pipelines.reading.html import looks_like_html, read_html
from pipelines.reading.ods import is_ods, read_ods
from pipelines.reading.sheet import Sheet
from pipelines.reading.text import read_text
from pipelines.reading.workbook_parts import main_part
from pipelines.reading.xls import OLE_MAGIC, read_xls
from pipelines.reading.xlsx import read_xlsx

LARGEST_FILE = 300 * 1024 * 1024
"""Bytes of one file, packed if it is: more does not fit in memory with what is made of it."""

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\xfd7zXZ",
    b"{\\rtf",
    b"SQLite format 3",
    b"PAR1",
    b"MIME-Version:",  # a web page with all its parts: its lines are broken inside values
)
_XML_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
# What systems add to an archive unasked, and Excel's lock files.
_NO_MEMBER = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def read_file(path: Path, *, inner: str | None = None) -> list[Sheet]:
    """Read a file, or one file inside a ZIP of files, as sheets of text cells.

    Args:
        path: The file; its extension is not believed.
        inner: Name of the file within a ZIP, as `list_members` gives it.

    Raises:
        ReadingError: One of those in `errors`, each told there.
    """
    content = _content(path)
    if inner is not None:
        archive = Archive(content)
        content = archive.read(inner)
        if content.startswith(_ZIP_MAGIC) and _is_archive_of_files(Archive(content)):
            raise NestedZipError("Only files are read of a ZIP.")
    sheets = list(_read_content(content))
    if all(sheet.cells.num_rows == 0 for sheet in sheets):
        raise EmptyFileError("No cell has content.")
    return sheets


def list_members(path: Path) -> list[str] | None:
    """Names of the files inside a ZIP of files, in its order; None for any other file.

    Raises:
        BrokenFileError: The ZIP is cut off or corrupt.
        TooLargeError: It is larger than what is read at all.
    """
    with path.open("rb") as file:
        if not file.read(4).startswith(_ZIP_MAGIC):
            return None
    archive = Archive(_content(path))
    if not _is_archive_of_files(archive):
        return None
    return [name for name in archive.names if not _NO_MEMBER.search(name)]


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise TooLargeError("The file is too large to be read.")
    return path.read_bytes()


def _read_content(content: bytes) -> Iterator[Sheet]:
    if not content:
        raise EmptyFileError("The file has no bytes.")
    if content.startswith(_ZIP_MAGIC):
        return _read_package(content)
    if content.startswith(OLE_MAGIC):
        return iter(read_xls(content))
    if content.startswith(_FOREIGN_MAGIC):
        raise BrokenFileError("The file is of a format that is not read here.")
    if _XML_OF_2003 in content[:4096]:
        raise BrokenFileError("An XML workbook of Excel 2003 is not read here.")
    if looks_like_html(content):
        return read_html(content)
    return iter([read_text(content)])


def _read_package(content: bytes) -> Iterator[Sheet]:
    archive = Archive(content)
    if main_part(archive) is not None:
        return read_xlsx(content, archive)
    if is_ods(archive):
        return read_ods(archive)
    if all(map(_NO_MEMBER.search, archive.names)):
        raise EmptyFileError("The archive holds no file.")
    raise BrokenFileError("The archive is no workbook; a ZIP of files is read file by file.")


def _is_archive_of_files(archive: Archive) -> bool:
    is_office = "[Content_Types].xml" in archive.entries or "mimetype" in archive.entries
    return not is_office and main_part(archive) is None
