"""Dates as senders write them: a real date reads back, an impossible one never shifts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readings.dates import SERIAL_ORIGIN, read_date

BIRTH_DATES = st.dates(date(1900, 1, 1), date(2030, 12, 31))
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAY_FIRST = (
    "{d:02}/{m:02}/{y} 0:00:00", "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}",
    "{d:02}.{m:02}.{y}", "'{d:02}/{m:02}/{y}", " {d} - {m} - {y} ", "{d:02}/{m:02}/{y} 00:00",
)  # fmt: skip
YEAR_FIRST = (
    "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02} 00:00:00", "{y}/{m}/{d}", "{y}-{m:02}-{d:02}T00:00:00Z",
    "{y}-{m:02}-{d:02} 00:00:00+08:00",
)  # fmt: skip
NAMED = ("{d} {name} {y}", "{d:02}-{name}-{y}", "{d} {name3}. {y}", "Senin, {d} {name} {y}")


def written(style: str, day: date) -> str:
    name = MONTHS[day.month - 1]
    return style.format(d=day.day, m=day.month, y=day.year, name=name, name3=name[:3])


@given(BIRTH_DATES, st.sampled_from(DAY_FIRST + YEAR_FIRST + NAMED))
def test_every_real_date_reads_back_in_every_style(day, style):
    assert read_date(written(style, day)).day_first == day


@given(BIRTH_DATES.filter(lambda day: day.year >= 1928))
def test_a_serial_number_of_excel_is_its_day(day):
    assert read_date(str((day - SERIAL_ORIGIN).days)).day_first == day


@given(BIRTH_DATES, st.sampled_from(DAY_FIRST + YEAR_FIRST))
def test_the_other_order_is_offered_only_where_it_is_another_date(day, style):
    reading = read_date(written(style, day))
    if day.day <= 12 and day.day != day.month:
        assert reading.swapped == date(day.year, day.day, day.month)
    else:
        assert reading.swapped is None


@given(
    st.integers(0, 99), st.integers(0, 99), st.integers(1900, 2030),
    st.sampled_from(DAY_FIRST + YEAR_FIRST),
)  # fmt: skip
def test_an_impossible_date_never_shifts(day, month, year, style):
    text = style.format(d=day, m=month, y=year)
    reading = read_date(text)
    if reading.day_first is None:
        assert reading.issue in ("impossible", "unreadable")
        return
    read = reading.day_first
    assert read.year == year
    assert (read.day, read.month) in {(day, month), (month, day)}


@given(BIRTH_DATES.filter(lambda day: day.year < 2000))
def test_a_two_digit_year_is_left_open_between_two_centuries(day):
    reading = read_date(f"{day:%d/%m/%y}")
    assert (reading.day_first, reading.has_two_digit_year) == (day, True)


def test_a_leap_day_of_2000_is_a_day():
    assert read_date("29/02/00").day_first == date(2000, 2, 29)
    assert read_date("29-Feb-00").day_first == date(2000, 2, 29)


@pytest.mark.parametrize(
    "text", ["31/02/1980", "00/00/0000", "30-02-2001", "1980-13-45", "32 Mei 1980", "31 April 1999"]
)
def test_a_day_that_no_calendar_has_is_impossible(text):
    assert read_date(text).issue == "impossible"


@pytest.mark.parametrize(
    "text",
    [
        "1965",
        "45",
        "tidak tahu",
        "-",
        "12/1980",
        "#REF!",
        "1/2/3/4",
        "17-IIV-1985",
        "Tenggarong",
        "Tenggarong, 1985",
        "lahir 1985",
    ],
)
def test_what_is_no_date_is_unreadable(text):
    assert read_date(text).issue == "unreadable"


def test_a_month_after_the_twelfth_tells_the_order():
    reading = read_date("12/25/1982")
    assert (reading.style, reading.day_first) == ("month_first", date(1982, 12, 25))


@pytest.mark.parametrize(
    "text",
    [
        "17\u00a0Agustus\u00a01985", "\u200b17/08/1985", "17\u201308\u20131985", "17\\08\\1985",
        "17_08_1985", "17/08/1985.", "17 Agus 1985", "17-Agts-1985", "17 Agustus '85",
        "17-VIII-1985", "tgl. 17-08-1985",
        "Sabtu, tanggal 17 Agustus 1985", "17/08/1985 00:00:00 WITA", "31276,00",
        "\uff11\uff17/\uff10\uff18/\uff11\uff19\uff18\uff15", "Kota Bangun, 17-08-1985",
        "Sat Aug 17 1985 00:00:00 GMT+0800 (Central Indonesia Time)", "Sab, 17 Agt 1985",
        "17-08-1985 (41 th)", '"17/08/1985"', "1985-08-17 00:00:00 UTC",
    ],
)  # fmt: skip
def test_signs_of_word_processors_web_pages_and_offices_hide_no_date(text):
    assert read_date(text).day_first == date(1985, 8, 17)


@pytest.mark.parametrize("hour", ["15:00", "16:00", "16:30", "17:00"])
def test_midnight_that_a_web_application_wrote_in_utc_is_of_the_day_that_began(hour):
    for zone in (":00.000Z", "Z", ":00+00:00", ":00 UTC"):
        assert read_date(f"1985-08-16T{hour}{zone}").day_first == date(1985, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "1985-08-16 23:59:24",
        "1985-08-16T23:59:48",
        "16/08/1985 23:59:24",
        "31275.99958",
        "31276.0002",
    ],
)
def test_midnight_that_a_program_wrote_as_less_than_a_minute_before_is_of_the_day_that_began(text):
    assert read_date(text).day_first == date(1985, 8, 17)


@pytest.mark.parametrize(
    ("text", "other_order"),
    [
        ("1985-08-04 16:00:00", None),
        ("1985-08-04T17:00:00", None),
        ("1985-08-04 16:30", None),
        ("31263.666666666668", None),
        ("31263,7083333333", None),
        ("04/08/1985 16:00", date(1985, 4, 9)),
    ],
)
def test_a_cell_that_keeps_no_zone_has_midnight_in_utc_too(text, other_order):
    reading = read_date(text)
    assert (reading.day_first, reading.swapped) == (date(1985, 8, 5), other_order)


@pytest.mark.parametrize(
    "time", ["00:00:00.000Z", "12:30:00Z", "16:00:00+08:00", "16:20:00", "14:00:00", "23:58:59"]
)
def test_any_other_time_of_day_is_of_its_own_day(time):
    assert read_date(f"1985-08-17T{time}").day_first == date(1985, 8, 17)


def test_eight_digits_are_read_where_only_one_order_is_a_date():
    assert read_date("19820512").day_first == date(1982, 5, 12)
    assert read_date("12051982").day_first == date(1982, 5, 12)


@pytest.mark.parametrize("text", ["19820507.0", "7051982", "07051982,00", "7051982.0"])
def test_digits_that_a_program_took_for_a_number_are_read(text):
    assert read_date(text).day_first == date(1982, 5, 7)


@given(st.text(max_size=30))
def test_any_text_has_a_reading(text):
    reading = read_date(text)
    assert (reading.day_first is None) == (reading.issue is not None)
