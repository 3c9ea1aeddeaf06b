"""What a date as sent means. Pure: a text has one reading, whatever the file around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.periods import MONTHS

# A serial number counts days from here in workbooks of the 1900 system.
SERIAL_ORIGIN = date(1899, 12, 30)
# Five digits, 1927 to 2099: four digits in a date column are a year, two an age.
SERIAL_RANGE = (10_000, 73_050)
YEARS = (1850, 2150)
CENTURY = 1900

_ZONE = r"(?:Z| ?WIT[AB]?| ?(?:UTC|GMT)?[+-]\d{2}:?\d{2}| ?(?:UTC|GMT))"
_TIME = rf"(?:[T ]+\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?(?: ?[AP]M)?{_ZONE}?)?"
_PART = r"[-/., _\\]+"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_PART}(\d{{1,2}}){_PART}(\d{{1,2}}){_TIME}", re.I)
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_PART}(\d{{1,2}}){_PART}(\d{{4}}|\d{{2}}){_TIME}", re.I)
_NAMED = re.compile(
    rf"(\d{{1,2}})[-/., ]*([A-Za-z]{{3,9}})[-/., ]*'?(\d{{4}}|\d{{2}}){_TIME}", re.I
)
_ROMAN = re.compile(rf"(\d{{1,2}}){_PART}([IVX]{{1,4}}){_PART}(\d{{4}}|\d{{2}})")
_NAMED_FIRST = re.compile(rf"([A-Za-z]{{3,9}})[-/. ]+(\d{{1,2}})[-/., ]+(\d{{4}}){_TIME}", re.I)
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# Midnight in Indonesia's three zones as a web application writes it in UTC: the day before. Until
# 1963 the zone of Jakarta was half an hour off. A cell of a workbook keeps no zone (ExcelJS), and
# nobody tells at which hour somebody was born, least of all at these.
_LOCAL_MIDNIGHT = re.compile(
    r"[T ](?:15|16|17)[:.][03]0(?:[:.]00(?:\.0+)?)?(Z| ?\+00:?00| ?(?:UTC|GMT)(?:\+00:?00)?)?$"
)
_LOCAL_MIDNIGHTS_OF_SERIAL = tuple(half_hours / 48 for half_hours in (30, 31, 32, 33, 34, 35))
_HALF_MINUTE = 0.5 / 1440
# Programs that take the zone of 1900 for whole minutes write midnight as up to a minute before it.
_LAST_MINUTE = re.compile(rf"[T ]23[:.]59(?:[:.]\d{{2}}(?:\.\d+)?)?{_ZONE}?$")
LAST_MINUTE_OF_SERIAL = 1 - 1 / 1440
# A weekday or a place before a date tells nothing more, nor that it is one; nor what stands in
# brackets behind it.
_WEEKDAY = re.compile(
    r"^(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|tanggal|tgl"
    r"|sen|sel|rab|kam|jum|sab|min|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r")\b[,.: ]*)+",
    re.I,
)
_PLACE = re.compile(r"^[^\W\d_][^\d,;#=()]*[,;] ?(?=\d)")
_REMARK = re.compile(r" ?\([^()]*\)$")
# Marks that show nothing, and dashes that a word processor made of hyphens.
_SIGNS = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}
# What went through a number lost the zero before it, or has a decimal behind it.
_EIGHT = re.compile(r"(\d{7,8})(?:[.,]0+)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")


@dataclass(frozen=True)
class DateReading:
    """One text's meaning.

    Attributes:
        style: How it was written: `year_first`, `day_first`, `month_first`, `named`, `digits`,
            `serial`; None if unreadable.
        day_first: The date as read, day before month where both orders are possible.
        swapped: The other order, where it is a date too and differs.
        has_two_digit_year: `day_first` lies in 1900-1999 and may be a hundred years later; so may
            `swapped`.
        issue: None, `impossible` (no such day) or `unreadable`.
    """

    style: str | None
    day_first: date | None
    swapped: date | None = None
    has_two_digit_year: bool = False
    issue: str | None = None


def read_date(text: str) -> DateReading:
    """Read a birth date in any of the styles that senders use; never shifts an impossible day."""
    stripped = _WEEKDAY.sub("", _PLACE.sub("", _REMARK.sub("", _plain(text))))
    reading = _read(stripped)
    if midnight := _LOCAL_MIDNIGHT.search(stripped):
        # The order is in no doubt where a program wrote it, and not Excel as its reader has it.
        is_sure = midnight[1] is not None or reading.style == "year_first"
        swapped = None if is_sure else _next_day(reading.swapped)
        return replace(reading, day_first=_next_day(reading.day_first), swapped=swapped)
    if _LAST_MINUTE.search(stripped):
        return replace(
            reading, day_first=_next_day(reading.day_first), swapped=_next_day(reading.swapped)
        )
    return reading


def _is_next_day(part_of_day: float) -> bool:
    """Whether a serial number's time is a midnight: the last minute, or one in UTC."""
    return part_of_day >= LAST_MINUTE_OF_SERIAL or any(
        abs(part_of_day - midnight) < _HALF_MINUTE for midnight in _LOCAL_MIDNIGHTS_OF_SERIAL
    )


def _next_day(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


def _read(stripped: str) -> DateReading:
    if match := _YEAR_FIRST.fullmatch(stripped):
        return _numeric("year_first", int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(stripped):
        return _numeric("day_first", _year(match[3]), int(match[2]), int(match[1]), match[3])
    if match := _NAMED.fullmatch(stripped):
        named = MONTHS.get(match[2].lower())
        if named:
            return _single("named", _year(match[3]), named, int(match[1]), match[3])
    if (match := _ROMAN.fullmatch(stripped)) and match[2] in _ROMAN_MONTHS:
        month = 1 + _ROMAN_MONTHS.index(match[2])
        return _single("named", _year(match[3]), month, int(match[1]), match[3])
    if (match := _NAMED_FIRST.fullmatch(stripped)) and (named := MONTHS.get(match[1].lower())):
        return _single("named", int(match[3]), named, int(match[2]), match[3])
    if match := _EIGHT.fullmatch(stripped):
        return _eight_digits(match[1])
    if (match := _SERIAL.fullmatch(stripped)) and (
        SERIAL_RANGE[0] <= int(match[1]) <= SERIAL_RANGE[1]
    ):
        days = int(match[1]) + _is_next_day(float(f"0.{match[2] or 0}"))
        return DateReading("serial", SERIAL_ORIGIN + timedelta(days=days))
    return DateReading(None, None, issue="unreadable")


def _plain(text: str) -> str:
    """A text in plain digits, spaces and hyphens, without quotes around and stops behind it."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return " ".join(plain.strip().strip("'`\u2019\"").rstrip(" .,;").split())


def _numeric(style: str, year: int, month: int, day: int, year_text: str = "0000") -> DateReading:
    """Day and month as numbers: as read, and the other way round where that is a date too."""
    two = len(year_text) == 2
    as_read, other = _date(year, month, day, two), _date(year, day, month, two)
    if as_read is not None:
        is_open = two and as_read.year < CENTURY + 100
        return DateReading(style, as_read, other if other != as_read else None, is_open)
    if other is not None and style == "day_first":
        # 12/25/1982: only one order is a date.
        return DateReading("month_first", other, None, two and other.year < CENTURY + 100)
    return DateReading(style, None, issue="impossible")


def _single(style: str, year: int, month: int, day: int, year_text: str) -> DateReading:
    two = len(year_text) == 2
    value = _date(year, month, day, two)
    if value is None:
        return DateReading(style, None, issue="impossible")
    return DateReading(style, value, None, two and value.year < CENTURY + 100)


def _eight_digits(text: str) -> DateReading:
    if len(text) == 7:
        # Only a day has a zero before it.
        day, month, year = int(text[0]), int(text[1:3]), int(text[3:])
        return _single("digits", year, month, day, text[3:])
    year_first = _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    day_first = _date(int(text[4:]), int(text[2:4]), int(text[:2]))
    # 19820512 reads only one way: no month 82; a text that reads both ways is left alone.
    if year_first is not None and day_first is not None:
        return DateReading("digits", None, issue="unreadable")
    value = year_first or day_first
    return DateReading("digits", value, issue=None if value else "impossible")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else CENTURY + int(text)


def _date(year: int, month: int, day: int, has_two_digit_year: bool = False) -> date | None:
    if not YEARS[0] <= year <= YEARS[1]:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        # 29/02/00 was a day in 2000, though not in 1900.
        return _date(year + 100, month, day) if has_two_digit_year else None
