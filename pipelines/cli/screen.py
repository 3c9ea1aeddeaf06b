"""What the command shows: results on stdout, progress and logs on stderr, no person's values."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table

from pipelines.errors import PadanError

# Into a file or a pipe, tables get room for file names; on a terminal they fit it.
WIDTH_OFF_SCREEN = 140


def _console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else WIDTH_OFF_SCREEN)


out = _console()
err = _console(stderr=True)

_SIXTEEN_DIGITS = re.compile(r"\d{15,18}")
_QUIET = ("alembic", "great_expectations")


class _Redaction(logging.Filter):
    """The last net: a number as long as a NIK leaves no log line, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _SIXTEEN_DIGITS.search(message):
            record.msg, record.args = _SIXTEEN_DIGITS.sub("[number]", message), None
        return True


def configure_logging(*, verbose: bool) -> None:
    """Warnings, or each step's work, to stderr."""
    handler = RichHandler(console=err, show_path=False, markup=False, rich_tracebacks=False)
    handler.addFilter(_Redaction())
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, handlers=[handler], format="%(message)s", force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def complain(error: PadanError) -> None:
    """Say what went wrong and what to do."""
    err.print(f"[bold red]{type(error).__name__}[/]", highlight=False)
    err.print(error.problem, markup=False, highlight=False, soft_wrap=True)
    err.print(error.remedy, markup=False, highlight=False, soft_wrap=True, style="cyan")


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """A line on stderr that tells what is being done."""
    with err.status(title) as status:
        yield lambda text: status.update(f"{title}: {text}")


def show_json(document: Any) -> None:
    """Exactly one JSON document on stdout."""
    out.file.write(json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n")


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout; numbers to the right."""
    table = Table(title=title, title_justify="left", title_style="bold")
    numeric = [
        all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(columns))
    ]
    for column, is_numeric in zip(columns, numeric, strict=True):
        table.add_column(column, justify="right" if is_numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    out.print(table)


def _text(cell: object) -> str:
    if cell is None:
        return "·"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    # Brackets in file names are no markup.
    return str(cell).replace("[", r"\[")
