"""Delimited text: CSV with any of four delimiters, in any of the usual encodings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.reading.delimiter import declared_delimiter, find_delimiter
from pipelines.reading.encoding import decode_text
from pipelines.reading.errors import TooLargeError
from pipelines.reading.records import PlainLines, Record, read_records
from pipelines.reading.sheet import Grid, Sheet, settle

LARGEST_TEXT_FILE = 200 * 1024 * 1024
WIDEST_TABLE = 256
"""Columns that a table keeps apart; a torn record with more has its rest in the last of them."""

_SAMPLE_LINES = 1000
_SAMPLE_LENGTH = 1 << 20
_BATCH = 10_000
_SHOWN = re.compile(r'="((?:[^"]|"")*)"')
"""`="0012"` is how a text file tells Excel that digits are text."""


def read_text(content: bytes) -> Sheet:
    """Read a text file as one sheet, as wide as its widest record.

    Raises:
        BrokenFileError: It is not text.
        UnreadableEncodingError: Its encoding cannot be told.
        TooLargeError: It is too large, or far too wide.
    """
    if len(content) > LARGEST_TEXT_FILE:
        raise TooLargeError("The text file is too large to be read.")
    # Programs of DOS mark the end of a text.
    text = decode_text(content).rstrip("\x1a")
    stream = io.StringIO(text, newline="")
    sample = _sample(stream)
    delimiter = declared_delimiter(sample[0]) if sample else None
    is_declared = delimiter is not None
    delimiter = delimiter or find_delimiter(sample)
    if is_declared:
        stream.readline()  # `sep=;` is said to the reader and is no record
    records = read_records(
        stream,
        delimiter,
        first_line=2 if is_declared else 1,
        skip_spaces=_quotes_behind_spaces(sample, delimiter),
    )
    sheet = settle(_grid(records, delimiter))
    return replace(sheet, ends_midway=not text.endswith(("\n", "\r")))


def _sample(stream: io.StringIO) -> list[str]:
    lines = stream.readlines(_SAMPLE_LENGTH)[:_SAMPLE_LINES]
    stream.seek(0)
    return lines


def _quotes_behind_spaces(sample: list[str], delimiter: str) -> bool:
    """Whether most lines are written `"a", "b"`: a space before a quote then belongs to neither."""
    behind_space = re.compile(rf'{re.escape(delimiter)} +"')
    return 2 * sum(behind_space.search(line) is not None for line in sample) > len(sample)


@dataclass(frozen=True)
class _Part:
    """Some records as columns, as many as the widest of them has fields."""

    line_numbers: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    columns: list[pa.Array]


def _grid(records: Iterable[Record | PlainLines], delimiter: str) -> Grid:
    parts = list(_parts(records, delimiter))
    return Grid(
        name="",
        columns=[
            _joined(parts, column)
            for column in range(max((len(p.columns) for p in parts), default=0))
        ],
        row_numbers=_together([part.line_numbers for part in parts]),
        field_counts=_together([part.counts for part in parts]),
        may_hold_giants=False,
    )


def _parts(records: Iterable[Record | PlainLines], delimiter: str) -> Iterator[_Part]:
    waiting: list[Record] = []
    for one in records:
        if isinstance(one, Record):
            waiting.append(one)
        if waiting and (isinstance(one, PlainLines) or len(waiting) == _BATCH):
            yield _part_of_records(waiting, delimiter)
            waiting = []
        if isinstance(one, PlainLines):
            yield _part_of_lines(one, delimiter)
    if waiting:
        yield _part_of_records(waiting, delimiter)


def _part_of_records(records: list[Record], delimiter: str) -> _Part:
    rows = zip_longest(*(_narrow(_shown(record.fields), delimiter) for record in records))
    return _Part(
        np.array([record.line_number for record in records], dtype=np.int32),
        np.array([len(record.fields) for record in records], dtype=np.int32),
        [pa.array(column, pa.string()) for column in rows],
    )


def _part_of_lines(plain: PlainLines, delimiter: str) -> _Part:
    """All lines at once where they have one width; else record by record."""
    fields = pc.split_pattern(pa.array(plain.lines, pa.string()), delimiter)
    counts = fields.value_lengths().to_numpy()
    width = int(counts[0])
    if (counts != width).any() or not 1 < width <= WIDEST_TABLE:
        return _part_of_records(list(plain.records(delimiter)), delimiter)
    values = fields.flatten()
    return _Part(
        np.arange(plain.line_number, plain.line_number + len(counts), dtype=np.int32),
        counts,
        [values.take(pa.array(np.arange(column, len(values), width))) for column in range(width)],
    )


def _shown(fields: list[str]) -> list[str]:
    """Fields as Excel shows them."""
    if not any(field.startswith('="') for field in fields):
        return fields
    matches = [(field, _SHOWN.fullmatch(field)) for field in fields]
    return [match[1].replace('""', '"') if match else field for field, match in matches]


def _narrow(fields: list[str], delimiter: str) -> list[str]:
    if len(fields) <= WIDEST_TABLE:
        return fields
    kept = WIDEST_TABLE - 1
    return [*fields[:kept], delimiter.join(fields[kept:]).rstrip(delimiter)]


def _joined(parts: list[_Part], column: int) -> pa.Array:
    """One column of all parts; a part of narrower records is empty there."""
    return pa.concat_arrays(
        [
            part.columns[column]
            if column < len(part.columns)
            else pa.nulls(len(part.counts), pa.string())
            for part in parts
        ]
    )


def _together(arrays: list[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    return np.concatenate([np.zeros(0, dtype=np.int32), *arrays])
