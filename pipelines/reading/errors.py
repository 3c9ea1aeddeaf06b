"""What a file can be, other than readable; the caller turns these into refusals.

ReadingError                   code, sheet, row and column as attributes; never a cell's value
├── EmptyFileError             no bytes, or no cell with content
├── BrokenFileError            cut off, corrupt, or of a format that we do not read
├── EncryptedFileError         a password stands before the content
├── UnreadableEncodingError    text in no encoding that we know
├── NestedZipError             a ZIP within a ZIP
├── ZipBombError               unpacks to absurdly much
└── TooLargeError              honest as it seems, but more than one machine should take in
"""

from __future__ import annotations

from typing import ClassVar


class ReadingError(Exception):
    """Base of all reasons why a file cannot be read.

    Attributes:
        code: Stable name of the reason.
        sheet: Name of the sheet, where known.
        row: Row as seen in Excel, or line of a text file, from 1; where known.
        column: Column from 1; where known.
    """

    code: ClassVar[str] = "unreadable"

    def __init__(
        self,
        problem: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> None:
        place = [
            f"{word} {value}"
            for word, value in (("sheet", sheet), ("row", row), ("column", column))
            if value is not None
        ]
        super().__init__(f"{', '.join(place)}: {problem}" if place else problem)
        self.problem = problem
        self.sheet = sheet
        self.row = row
        self.column = column


class EmptyFileError(ReadingError):
    """The file has no bytes, or no cell with content."""

    code = "empty_file"


class BrokenFileError(ReadingError):
    """The file is cut off, corrupt, or of a format that we do not read."""

    code = "broken_file"


class EncryptedFileError(ReadingError):
    """The file, or an entry of it, opens only with a password."""

    code = "encrypted_file"


class UnreadableEncodingError(ReadingError):
    """The text is in no encoding that we know."""

    code = "unreadable_encoding"


class NestedZipError(ReadingError):
    """A ZIP lies within a ZIP: its files have no name of their own, and bombs are made so."""

    code = "zip_within_zip"


class ZipBombError(ReadingError):
    """An entry unpacks to absurdly much, or a cell holds more than a spreadsheet allows."""

    code = "zip_bomb"


class TooLargeError(ReadingError):
    """Reading the file would take more memory than one file may have."""

    code = "too_large"
