"""Numbers and months as Indonesians write them: 373.411, 9,2%, +15, September 2026."""

from __future__ import annotations

from datetime import date

MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
MINUS = "\u2212"
NOTHING = "–"  # noqa: RUF001
# A tenth of a percent says something only where the whole is that large: counts end in 0 or 5.
LEAST_FOR_TENTHS = 1000


def number(value: int) -> str:
    """`373411` as 373.411."""
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """A share of two published numbers: 32%, of a thousand or more 9,2%; nothing of nothing."""
    if whole == 0:
        return NOTHING
    decimals = 1 if whole >= LEAST_FOR_TENTHS else 0
    text = f"{100 * part / whole:.{decimals}f}".replace(".", ",")
    return f"{text}%"


def percentage(value: float) -> str:
    """A share that somebody else has published, with the two decimals of the survey: 7,28%."""
    return f"{value:.2f}".replace(".", ",") + "%"


def change(now: int, before: int | None) -> str:
    """The difference of two published numbers: +15, -10, tetap; nothing to compare with."""
    if before is None:
        return NOTHING
    if now == before:
        return "tetap"
    sign = "+" if now > before else MINUS
    return f"{sign}{number(abs(now - before))}"


def month_name(period: date) -> str:
    """September 2026."""
    return f"{MONTH_NAMES[period.month - 1]} {period.year}"


def month_abbreviation(period: date) -> str:
    """Sep."""
    return MONTH_NAMES[period.month - 1][:3]


def short_month(period: date) -> str:
    """Sep 2026."""
    return f"{month_abbreviation(period)} {period.year}"
