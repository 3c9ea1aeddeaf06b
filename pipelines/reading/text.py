"""Delimited text: CSV with any of four delimiters, in any of the usual encodings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice, zip_longest

import numpy as np
import pyarrow as pa

from pipelines.reading.delimiter import declared_delimiter, find_delimiter
from pipelines.reading.encoding import decode_text
from pipelines.reading.errors import TooLargeError
from pipelines.reading.records import Record, read_records
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
    stream = io.StringIO(decode_text(content).rstrip("\x1a"), newline="")
    sample = _sample(stream)
    delimiter = declared_delimiter(sample[0]) if sample else None
    is_declared = delimiter is not None
    delimiter = delimiter or find_delimiter(sample)
    records = read_records(stream, delimiter, skip_spaces=_quotes_behind_spaces(sample, delimiter))
    if is_declared:
        next(records)  # `sep=;` is said to the reader and is no record
    return settle(_grid(records, delimiter))


def _sample(stream: io.StringIO) -> list[str]:
    lines = stream.readlines(_SAMPLE_LENGTH)[:_SAMPLE_LINES]
    stream.seek(0)
    return lines


def _quotes_behind_spaces(sample: list[str], delimiter: str) -> bool:
    """Whether most lines are written `"a", "b"`: a space before a quote then belongs to neither."""
    behind_space = re.compile(rf'{re.escape(delimiter)} +"')
    return 2 * sum(behind_space.search(line) is not None for line in sample) > len(sample)


def _grid(records: Iterator[Record], delimiter: str) -> Grid:
    batches: list[list[pa.Array]] = []
    line_numbers: list[int] = []
    counts: list[int] = []
    while batch := list(islice(records, _BATCH)):
        line_numbers.extend(record.line_number for record in batch)
        counts.extend(len(record.fields) for record in batch)
        rows = zip_longest(*(_narrow(_shown(record.fields), delimiter) for record in batch))
        batches.append([pa.array(column, pa.string()) for column in rows])
    width = max(map(len, batches), default=0)
    heights = [min(_BATCH, len(counts) - start) for start in range(0, len(counts), _BATCH)]
    return Grid(
        name="",
        columns=[_joined(batches, heights, column) for column in range(width)],
        row_numbers=np.array(line_numbers, dtype=np.int32),
        field_counts=np.array(counts, dtype=np.int32),
        may_hold_giants=False,
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


def _joined(batches: list[list[pa.Array]], heights: list[int], column: int) -> pa.Array:
    """One column of all batches; a batch of narrower records is empty there."""
    parts = [
        batch[column] if column < len(batch) else pa.nulls(height, pa.string())
        for batch, height in zip(batches, heights, strict=True)
    ]
    return pa.concat_arrays(parts)
