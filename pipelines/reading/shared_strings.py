"""The strings that a workbook's sheets share: looked over before they are copied into cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipelines.reading.archive import Archive
from pipelines.reading.cell_text import LARGEST_CELL
from pipelines.reading.errors import BrokenFileError, TooLargeError, ZipBombError
from pipelines.reading.sheet_xml import SheetScan, has_look_alikes, shared_references

LARGEST_TEXT = 500 * 1024 * 1024
"""Bytes of text that the cells of one workbook may hold in all."""

LARGEST_DECLARED = 16_000_000
"""Strings that a workbook may say it shares: calamine makes room for them before it reads one."""

_DECLARED = re.compile(rb"ount\s*=\s*[\"']\s*(\d+)")
_ESCAPED_NUL = b"_x0000_"
_TAG = re.compile(rb"<[^>]*>")
_ENTITY = re.compile(rb"&#?\w+;")
_STRING_END = re.compile(rb"</(?:\w+:)?si>")


@dataclass(frozen=True)
class SharedStrings:
    """What must be known of them.

    Attributes:
        has_look_alikes: Whether one looks like a date or a boolean.
        has_nul: Whether one may hold an escaped NUL.
        lengths: Bytes of each, mark-up included.
    """

    has_look_alikes: bool = False
    has_nul: bool = False
    lengths: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def scan_shared_strings(archive: Archive, part: str | None) -> SharedStrings:
    """Look over the shared strings of a workbook.

    Raises:
        BrokenFileError: There are said to be more than there can be.
        ZipBombError: One is longer than a cell can be.
    """
    if part is None or part not in archive.entries:
        return SharedStrings()
    xml = archive.read(part)
    strings = _STRING_END.split(xml) if b":si>" in xml else xml.split(b"</si>")
    lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    _refuse_false_counts(xml)
    lengths[0] -= max(xml.find(b"si>"), 0)  # what stands before the first string
    for index in np.flatnonzero(lengths > LARGEST_CELL):
        lengths[index] = _length_if_not_giant(strings[index])
    return SharedStrings(
        has_look_alikes=has_look_alikes(xml),
        has_nul=_ESCAPED_NUL in xml,
        lengths=lengths,
    )


def refuse_too_much_text(
    strings: SharedStrings, archive: Archive, scans: Iterable[tuple[str, SheetScan]]
) -> None:
    """Refuse a workbook in which a few long strings fill very many cells.

    Args:
        strings: The workbook's shared strings.
        archive: The workbook's package.
        scans: Part and scan of every sheet.

    Raises:
        TooLargeError: The cells would hold more text than fits in memory.
    """
    scans = list(scans)
    references = sum(scan.cell_count for _, scan in scans)
    if references * int(strings.lengths.max(initial=0)) <= LARGEST_TEXT:
        return
    size = 0
    for part, _ in scans:
        for indexes in shared_references(archive.chunks(part)):
            size += int(strings.lengths[indexes[indexes < len(strings.lengths)]].sum())
            if size > LARGEST_TEXT:
                raise TooLargeError("The cells of the workbook hold too much text.")


def _refuse_false_counts(xml: bytes) -> None:
    declared = _DECLARED.findall(xml[: max(xml.find(b"si>"), 0) or 4096])
    if any(len(count) > 18 or int(count) > LARGEST_DECLARED for count in declared):
        raise BrokenFileError("The workbook says that it shares more strings than it can.")


def _length_if_not_giant(string: bytes) -> int:
    text = _ENTITY.sub(b"x", _TAG.sub(b"", string))
    if len(text.decode("utf-8", errors="replace").strip()) > LARGEST_CELL:
        raise ZipBombError(
            f"A cell holds more than {LARGEST_CELL} characters, more than a spreadsheet can."
        )
    return len(text)
