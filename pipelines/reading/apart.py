"""A process apart for xls: what is wrong in one makes calamine abort, not raise.

A few wrong bytes in an xls file let calamine ask for hundreds of gigabytes, at which Rust ends the
process; and a text shared by very many cells is copied into each of them. A process with a limit
on its memory ends in its place. xls files are few, so its second of start-up matters little.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

from pipelines.reading.errors import BrokenFileError, ReadingError, TooLargeError
from pipelines.reading.sheet import Sheet

PROCESS = "pipelines.reading.xls_process"
LONGEST = 120.0
"""Seconds after which the process is given up."""


def read_apart(content: bytes) -> list[Sheet]:
    """Read an xls workbook in a process of its own.

    Raises:
        BrokenFileError: The process came to its end.
        ReadingError: What it found wrong.
    """
    try:
        process = subprocess.run(
            [sys.executable, "-m", PROCESS],
            input=content,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooLargeError("The workbook takes too long to be read.") from None
    if process.returncode != 0:
        # Nothing of what it wrote to its error output is passed on: that may quote cells.
        raise BrokenFileError("The workbook is corrupt, or needs more memory than it may have.")
    outcome: list[Sheet] | ReadingError = pickle.loads(process.stdout)
    if isinstance(outcome, ReadingError):
        raise outcome
    return outcome
