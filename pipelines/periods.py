"""Periods: months as dates of their first day, and what a title or file name says of them."""

import re
from collections.abc import Iterable
from datetime import date

from pipelines.errors import UsageError

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "peb": 2, "febr": 2, "pebr": 2,
    "maret": 3, "mar": 3, "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "agustus": 8, "agt": 8, "agts": 8, "ags": 8, "agu": 8, "agus": 8, "agust": 8,
    "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "november": 11, "nopember": 11, "nov": 11, "nop": 11,
    "desember": 12, "des": 12,
    # English as spreadsheets write them under an English locale
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8,
    "aug": 8, "october": 10, "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
# `PERIODE JULI 2026`, `juli_2026`, `JULI TAHUN 2026`; with a day before it, it is a date.
_NAMED_MONTH = re.compile(
    rf"(?<![a-z])(?:(?<!\d)(?P<day>\d{{1,2}})[ ._/-]*)?(?P<month>{_MONTH_NAME})(?![a-z])"
    r"\.?[ ._,/-]*(?:(?:tahun|thn|th)\b\.?[ ._:]*)?(?P<year>20\d\d)(?!\d)",
    re.IGNORECASE,
)
# `Juli - September 2026`: what stands before the last month of a quarter or half-year.
_FIRST_OF_SEVERAL = re.compile(
    rf"(?<![a-z])(?P<month>{_MONTH_NAME})\b\.?\s*(?P<year>20\d\d)?"
    r"[\s_]*(?:[-\u2013]|s\.?\s*/?\s*d\b\.?|sampai(?:\s+dengan)?|hingga)[\s_]*$",
    re.IGNORECASE,
)
# `202607`, `2026-07`; never the beginning of a date such as 2026-07-15 or 20260715.
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(20\d\d)([-_./ ]?)(0[1-9]|1[0-2])(?![-_./ ]?\d)")
# `07/2026`, never the end of a date such as 15/07/2026.
_MONTH_AND_YEAR = re.compile(r"(?<!\d)(?<!\d[-/.])(0?[1-9]|1[0-2])[-/.](20\d\d)(?![-/.]?\d)")
# `dtks_072026`: a month only where it is not long ago, for such digits may be any number.
_MONTH_AND_YEAR_TOGETHER = re.compile(r"(?<!\d)(0[1-9]|1[0-2])(20\d\d)(?!\d)")
_LABEL = r"\b(?:periode|bulan|masa)\b"
# `PERIODE 7 TAHUN 2026`, `Periode Jul-26`: what a label says is a month.
_LABELLED_NUMBER = re.compile(
    rf"{_LABEL}\W*(0?[1-9]|1[0-2])\s*(?:tahun|thn|th)\b\W*(20\d\d)(?!\d)", re.IGNORECASE
)
_LABELLED_SHORT = re.compile(rf"{_LABEL}\W*({_MONTH_NAME})\W{{0,2}}(\d\d)(?!\d)", re.IGNORECASE)
# A cell formatted as a month holds its first day.
_LABELLED_DATE = re.compile(r"\b(?:periode|bulan|masa)\b\W*(20\d\d)-(\d\d)-01\b", re.IGNORECASE)
# A whole title or name, such as `Bulan Juli`; a month without such a word may be anything.
_MONTH_ALONE = re.compile(
    rf"\W*(?:bulan|periode|masa)\W+(?P<month>{_MONTH_NAME})\W*(?:\.\w{{3,4}})?", re.IGNORECASE
)
# `Nomor : 460/123/DINSOS/06/2026` is a letter's, of the month in which it was written.
_LETTER_NUMBER = re.compile(r"\b(?:no|nomor|nomer)\b[\s.:]*[^\s/]+(?:/[^\s/]+)+", re.IGNORECASE)
# What follows such a word, up to the next statement, is a day of printing, signing or sending.
_PRINTING = re.compile(
    r"(?:cetak|print|unduh|download|ditandatangani|tanggal|tgl|dibuat|disusun|diolah|dikirim|diterima)"
    r"\w*.*?(?=\b(?:periode|bulan)\b|[;|()]|$)",
    re.IGNORECASE,
)
# `Anak lahir Juni 2026`, `penyaluran sejak Juni 2026`: what happens to people or with a programme
# has a month of its own; only a period that follows says what month the data are of. `sampai dengan
# Juni 2026` is of the data: it is how far they go.
_EVENT = re.compile(
    r"\b(?:lahir|kelahiran|meninggal|wafat|kematian|nikah|menikah|pindah|kepindahan|hamil|melahirkan"
    r"|usia|umur|cair|pencairan|penyaluran|disalurkan|dibayar|pembayaran|rapat|musdes\w*|muskel\w*"
    r"|musyawarah|mulai|sejak|terhitung|tmt|berlaku)\b"
    r".*?(?=\b(?:periode|masa|keadaan|posisi)\b|[;|()]|$)",
    re.IGNORECASE,
)
# `p3ke_2022_03` is the third file of a vintage; the month of a drop is not so long ago.
NEAR_YEARS = 1


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


def stated_periods(texts: Iterable[str], *, near: date) -> list[date]:
    """Months that titles, sheet names or file names state.

    A year alone is a vintage, a full date a day of printing, and a birth or a payment has a month
    of its own: none says what month the data are of.

    Args:
        texts: One statement each.
        near: The month of the folder: a year and a number that do not clearly mean a month are
            taken for one only within a year of it.
    """
    found: list[date] = []
    for text in texts:
        if match := _MONTH_ALONE.fullmatch(text):
            found.append(_nearest(MONTHS[match["month"].lower()], near))
        said = _EVENT.sub(" ", _PRINTING.sub(" ", _LETTER_NUMBER.sub(" ", text)))
        for match in _NAMED_MONTH.finditer(said):
            if match["day"] is None:
                last = date(int(match["year"]), MONTHS[match["month"].lower()], 1)
                found += [last, *_months_before(last, said[: match.start()])]
        for match in _YEAR_AND_MONTH.finditer(said):
            month = date(int(match[1]), int(match[3]), 1)
            if match[2] in ("", "-") or abs(month.year - near.year) <= NEAR_YEARS:
                found.append(month)
        found += [date(int(m[2]), int(m[1]), 1) for m in _MONTH_AND_YEAR.finditer(said)]
        found += [
            date(int(m[2]), int(m[1]), 1)
            for m in _MONTH_AND_YEAR_TOGETHER.finditer(said)
            if abs(int(m[2]) - near.year) <= NEAR_YEARS
        ]
        found += [date(int(m[2]), int(m[1]), 1) for m in _LABELLED_NUMBER.finditer(said)]
        found += [
            date(2000 + int(m[2]), MONTHS[m[1].lower()], 1) for m in _LABELLED_SHORT.finditer(said)
        ]
        found += [date(int(m[1]), int(m[2]), 1) for m in _LABELLED_DATE.finditer(text)]
    return found


def _months_before(last: date, text: str) -> list[date]:
    """The other months of several, where the first of them stands at the end of a text."""
    match = _FIRST_OF_SEVERAL.search(text)
    if match is None:
        return []
    month = MONTHS[match["month"].lower()]
    first = date(int(match["year"] or last.year), month, 1)
    count = 12 * (last.year - first.year) + last.month - first.month
    return [
        date(first.year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1) for n in range(count)
    ]


def _nearest(month: int, near: date) -> date:
    """The month of that number which lies nearest to another."""
    years = (near.year - 1, near.year, near.year + 1)
    return min(
        (date(year, month, 1) for year in years),
        key=lambda first: abs(12 * (first.year - near.year) + first.month - near.month),
    )
