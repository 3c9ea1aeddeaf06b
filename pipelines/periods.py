"""Periods: months as dates of their first day, and what a title or file name says of them."""

import re
from collections.abc import Iterable
from datetime import date

from pipelines.errors import UsageError

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "maret": 3, "mar": 3,
    "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "agustus": 8,
    "agt": 8, "ags": 8, "agu": 8, "agust": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10,
    "okt": 10, "november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "des": 12,
    # English as spreadsheets write them under an English locale
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8,
    "aug": 8, "october": 10, "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
# A day before the month makes it a date: of printing or signing, not a period.
_NAMED_MONTH = re.compile(
    rf"(?<![a-z])(?<!\d)(?<!\d[ ._-])({_MONTH_NAME})\.?[ ._,/-]*(20\d\d)(?!\d)", re.IGNORECASE
)
_NUMBERED_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?![-_.]?\d)")
_PRINTING = re.compile(r"cetak|print|unduh|download|ditandatangani|tanggal", re.IGNORECASE)


def parse_period(text: str) -> date:
    """`"2026-10"` as the first day of that month.

    Raises:
        UsageError: It is no month.
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if not match or not 1 <= int(match[2]) <= 12:
        raise UsageError(f"{text!r} is not a period.", remedy="Give a month as YYYY-MM.")
    return date(int(match[1]), int(match[2]), 1)


def format_period(period: date) -> str:
    """A period as people and folders write it: `2026-10`."""
    return f"{period:%Y-%m}"


def stated_periods(texts: Iterable[str]) -> list[date]:
    """Months that titles, sheet names or file names state.

    A year alone is a vintage and a full date a day of printing: neither says what month the data
    are of.
    """
    found: list[date] = []
    for text in texts:
        if _PRINTING.search(text):
            continue
        found += [date(int(m[2]), MONTHS[m[1].lower()], 1) for m in _NAMED_MONTH.finditer(text)]
        found += [date(int(m[1]), int(m[2]), 1) for m in _NUMBERED_MONTH.finditer(text)]
    return found
