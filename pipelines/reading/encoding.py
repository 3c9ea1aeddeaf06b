"""Which encoding a text file is in, told by its bytes alone."""

from __future__ import annotations

import codecs

from pipelines.reading.errors import BrokenFileError, UnreadableEncodingError

_SAMPLE = 65_536

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
LARGEST_SHARE_OF_CONTROLS = 0.005
LARGEST_SHARE_OF_NULS = 0.3
"""A text file has a NUL here and there, from a broken export; a binary one is full of them."""


def decode_text(content: bytes) -> str:
    """The text of a file: by byte order mark, UTF-16 where obvious, UTF-8, else Windows-1252.

    Raises:
        BrokenFileError: It is not text.
        UnreadableEncodingError: It begins as one encoding and goes on as none.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding)
    utf_16 = _utf_16_without_mark(content[:_SAMPLE])
    if utf_16 is not None:
        return _decode(content, utf_16)
    _refuse_binary(content[:_SAMPLE])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4 and error.reason == "unexpected end of data":
            return content.decode("utf-8", errors="replace")  # cut off inside its last character
    return _decode_windows_1252(content)


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4:  # cut off inside its last character
            return content.decode(encoding, errors="replace")
        raise UnreadableEncodingError(
            f"The text begins as {encoding.upper()} but is not from byte {error.start} on."
        ) from None


def _utf_16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a NUL in every second byte, and nearly none in the others."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[: pairs * 2 : 2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _refuse_binary(sample: bytes) -> None:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    is_binary = (
        controls > LARGEST_SHARE_OF_CONTROLS * len(sample) + 1
        or sample.count(0) > LARGEST_SHARE_OF_NULS * len(sample) + 1
    )
    if is_binary:
        raise BrokenFileError("The file is neither a spreadsheet nor text.")


def _decode_windows_1252(content: bytes) -> str:
    """Windows-1252 as browsers read it: its five unassigned bytes are controls, not errors."""
    return content.decode("cp1252", errors="padan_unassigned")


def _unassigned(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("padan_unassigned", _unassigned)
