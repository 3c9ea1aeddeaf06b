"""Rows that the server sends by COPY, made an Arrow table while more of them are on their way."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pyarrow as pa
import pyarrow.csv as arrow_csv

# Large enough that pieces cost nothing, small enough that the last is soon read.
PIECE_ROWS = 1 << 15
LOOK_SECONDS = 0.01
# More than this the reader does not take at once.
LARGEST_BLOCK = 1 << 30


class CsvRows:
    """A file for COPY … TO STDOUT with a header: write to it, then ask for the `table`.

    Attributes:
        write: Takes the header, then one row at a time, as the server sends them: a piece never
            ends within a row. It is called for each of a million rows, so it is no more than a
            list's own; a thread looks what came.
    """

    def __init__(self, schema: pa.Schema | None) -> None:
        """Start empty; where the schema leaves a type open, it follows from all rows together."""
        self._types = {field.name: field.type for field in schema or ()}
        self._convert = arrow_csv.ConvertOptions(
            column_types=self._types or None,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
        )
        self._rows: list[bytes] = []
        self.write = self._rows.append
        self._is_complete = Event()
        self._thread = ThreadPoolExecutor(1)
        self._pieces = self._thread.submit(self._read_pieces)

    def table(self) -> pa.Table:
        """All rows, once the server sent the last."""
        self._is_complete.set()
        return pa.concat_tables(self._pieces.result())

    def close(self) -> None:
        """Let go of the thread, whether or not all rows came."""
        self._is_complete.set()
        self._thread.shutdown()

    def _read_pieces(self) -> list[pa.Table]:
        pieces: list[pa.Table] = []
        header = b""
        while not self._is_complete.wait(LOOK_SECONDS):
            if len(self._rows) <= PIECE_ROWS:
                continue
            header = header or self._rows.pop(0)
            if self._types.keys() >= set(next(csv.reader([header.decode()]))):
                pieces.append(self._read(header))
            else:
                self._is_complete.wait()
        # Where there is no row at all, the columns are told by one piece.
        if self._rows or not pieces:
            pieces.append(self._read(header))
        return pieces

    def _read(self, header: bytes) -> pa.Table:
        """What came until now, as one piece."""
        count = len(self._rows)
        rows = b"".join([header, *self._rows[:count]])
        del self._rows[:count]
        block_size = min(len(rows), LARGEST_BLOCK)
        read = arrow_csv.ReadOptions(use_threads=False, block_size=block_size)
        parse = arrow_csv.ParseOptions(newlines_in_values=True)
        return arrow_csv.read_csv(pa.BufferReader(rows), read, parse, self._convert)
