import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.cell_text import cell_text, is_untrusted_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("  Loa Kulu ", "  Loa Kulu "),
        ("=A1+1", "=A1+1"),
        (12, "12"),
        (12.0, "12"),
        (-3.0, "-3"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (6402990101900001.0, "6402990101900001"),
        (1e16, "10000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(1982, 12, 31), "1982-12-31"),
        (dt.datetime(1982, 12, 31), "1982-12-31"),
        (dt.datetime(1982, 12, 31, 13, 5, 6), "1982-12-31 13:05:06"),
        (dt.datetime(1982, 12, 31, 23, 59, 59, 991_000), "1983-01-01"),
        (dt.time(7, 30), "07:30:00"),
        (dt.timedelta(hours=36, seconds=5), "36:00:05"),
    ],
)
def test_a_value_becomes_the_text_a_reader_expects(value, text):
    assert cell_text(value) == text


@given(st.integers(min_value=-(10**17) + 1, max_value=10**17 - 1))
def test_a_whole_number_below_1e17_is_never_in_scientific_notation(number):
    text = cell_text(float(number))
    assert text.lstrip("-").isdecimal()
    assert int(text) == int(float(number))


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_no_number_loses_a_digit_nor_has_an_exponent(number):
    text = cell_text(number)
    assert "e" not in text.lower()
    assert float(text) == number


def test_only_numbers_of_more_than_15_digits_are_untrusted():
    assert is_untrusted_number(1e15)
    assert not is_untrusted_number(999_999_999_999_999)
    assert not is_untrusted_number("6402990101900001")
    assert not is_untrusted_number(True)
    assert not is_untrusted_number(float("inf"))
