"""The process in which `apart` has an xls workbook read: bytes in, pickled sheets or error out."""

from __future__ import annotations

import pickle
import resource
import sys
from pathlib import Path

import pyarrow as pa

from pipelines.reading.errors import ReadingError, TooLargeError
from pipelines.reading.sheet import Sheet
from pipelines.reading.xls import sheets_of_workbook

LARGEST_MEMORY = 700 * 1024 * 1024
"""Bytes that the process may take beyond what its libraries reserve at their start."""


def _main() -> None:
    # Arrow's own allocator takes from what it has reserved, which no limit counts.
    pa.set_memory_pool(pa.system_memory_pool())
    limit = _reserved() + LARGEST_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    outcome: list[Sheet] | ReadingError
    try:
        outcome = list(sheets_of_workbook(sys.stdin.buffer.read()))
    except ReadingError as error:
        outcome = error
    except MemoryError:
        outcome = TooLargeError("The workbook needs more memory than it may have.")
    pickle.dump(outcome, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _reserved() -> int:
    pages = Path("/proc/self/statm").read_text().split()[5]
    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    _main()
