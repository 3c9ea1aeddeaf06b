"""Rows that the server sends by COPY, made an Arrow table while more of them are on their way."""

from __future__ import annotations

import csv
from concurrent.futures import Future, ThreadPoolExecutor

import pyarrow as pa
import pyarrow.csv as arrow_csv

# Large enough that pieces cost nothing, small enough that the last is soon read.
PIECE_BYTES = 4 << 20
# More than this the reader does not take at once.
LARGEST_BLOCK = 1 << 30


class CsvRows:
    """A file for COPY … TO STDOUT with a header: write to it, then ask for the `table`.

    The server sends one row at a time, so a piece never ends within a row.
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
        self._is_in_pieces = False
        self._header = b""
        self._rows: list[bytes] = []
        self._bytes = 0
        self._thread = ThreadPoolExecutor(1)
        self._pieces: list[Future[pa.Table]] = []

    def write(self, row: bytes) -> None:
        """Take the header, or another row."""
        if not self._header:
            self._header = row
            self._is_in_pieces = self._types.keys() >= set(next(csv.reader([row.decode()])))
            return
        self._rows.append(row)
        self._bytes += len(row)
        if self._is_in_pieces and self._bytes > PIECE_BYTES:
            self._hand_over()

    def table(self) -> pa.Table:
        """All rows, once the server sent the last."""
        self._hand_over()
        return pa.concat_tables(piece.result() for piece in self._pieces)

    def close(self) -> None:
        """Let go of the thread, whether or not all rows came."""
        self._thread.shutdown(cancel_futures=True)

    def _hand_over(self) -> None:
        # Where there is no row at all, the columns are told by one piece.
        if self._rows or not self._pieces:
            rows = b"".join([self._header, *self._rows])
            self._pieces.append(self._thread.submit(self._read, rows))
            self._rows, self._bytes = [], 0

    def _read(self, rows: bytes) -> pa.Table:
        block_size = min(len(rows), LARGEST_BLOCK)
        read = arrow_csv.ReadOptions(use_threads=False, block_size=block_size)
        parse = arrow_csv.ParseOptions(newlines_in_values=True)
        return arrow_csv.read_csv(pa.BufferReader(rows), read, parse, self._convert)
