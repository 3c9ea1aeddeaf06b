"""The text of one typed cell: the only place where numbers, dates and booleans become text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

LARGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold; Excel's own limit."""

FIRST_UNTRUSTED_NUMBER = 10**15
"""From here on a number has more than 15 digits; spreadsheets keep no more than 15."""

CellValue = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


def cell_text(value: CellValue) -> str | None:
    """Text of a cell's value; None for an empty cell.

    Text stays exactly as it is. Numbers are written out, never in scientific notation; whole
    numbers have no decimals. Dates are `YYYY-MM-DD`, followed by ` HH:MM:SS` unless midnight.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    return _date_text(value)


def number_text(value: float) -> str:
    """A floating-point number in its shortest exact form, written out."""
    if value.is_integer():
        return str(int(value))
    if value - value != 0:  # infinite or not a number
        return str(value)
    return format(Decimal(repr(value)), "f")


def is_untrusted_number(value: CellValue) -> bool:
    """Whether a cell is a number of more than 15 digits, whose 16th digit may be lost."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and FIRST_UNTRUSTED_NUMBER <= abs(value) < float("inf")
    )


def _date_text(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    # Serial dates are fractions of a day: 23:59:59.99 is a midnight that was rounded.
    nearest = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if nearest.time() == dt.time():
        return nearest.date().isoformat()
    return nearest.isoformat(sep=" ")


def _duration_text(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
