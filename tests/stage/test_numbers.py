"""NIK, No KK and names as sent: what is repaired, what is left of them, and what says nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sent import nik

GOOD = nik(date(1980, 3, 15), woman=True, serial=1234)


@pytest.fixture(scope="module")
def ask(new_place):
    place = new_place()

    def select(expression: str, **parameters: object) -> object:
        return place.rows(f"select {expression} as value", **parameters)[0]["value"]

    yield select
    place.warehouse.close()


@pytest.mark.parametrize(
    ("text", "is_number", "issue"),
    [
        (GOOD, False, None),
        (None, False, "blank"),
        ("-", False, "blank"),
        (f"'{GOOD}", False, "repaired"),
        (f" {GOOD[:4]} {GOOD[4:8]}.{GOOD[8:12]}-{GOOD[12:]}\u00a0", False, "repaired"),
        (f"\ufeff{GOOD}\u200b", False, "repaired"),
        (GOOD.replace("0", "O").replace("1", "l"), False, "repaired"),
        (GOOD, True, "digit_lost"),
        (f"{GOOD}.0", False, "digit_lost"),
        ("6,40299E+15", False, "scientific"),
        ("6.40299e15", False, "scientific"),
        ("#REF!", False, "cell_error"),
        (" #N/A", False, "cell_error"),
        (GOOD[:15], False, "malformed"),
        (f"{GOOD}1", False, "malformed"),
        ("9999999999999999", False, "malformed"),
        ("0000000000000000", False, "malformed"),
        ("0", False, "blank"),
        ("tidak ada", False, "blank"),
        ("BELUM ADA", False, "blank"),
        ("(kosong)", False, "blank"),
        ("N/A", False, "blank"),
        ("belum rekam 2024", False, "malformed"),
        ("Err:502", False, "cell_error"),
        ("#SPILL!", False, "cell_error"),
        (f"\u200e{GOOD}", False, "repaired"),
        (f"{GOOD[:6]}\u202f{GOOD[6:12]}\u2009{GOOD[12:]}", False, "repaired"),
        (f"{GOOD[:6]}\u2013{GOOD[6:]}", False, "repaired"),
        (GOOD.translate({48 + d: 0xFF10 + d for d in range(10)}), False, "repaired"),
        (GOOD.translate({48 + d: 0x0660 + d for d in range(10)}), False, "repaired"),
        (f"NIK : {GOOD}", False, "repaired"),
        (f"{GOOD}*", False, "repaired"),
        (f"{GOOD[:6]}********{GOOD[14:]}", False, "malformed"),
    ],
)
def test_what_is_wrong_with_a_number(ask, text, is_number, issue):
    assert ask("staging.number_issue(:text, :is_number)", text=text, is_number=is_number) == issue


@pytest.mark.parametrize("text", [f"{GOOD}.0", f"'{GOOD}", GOOD.translate({48: 0xFF10})])
def test_what_was_repaired_is_the_number(ask, text):
    assert ask("staging.bare_number(:text)", text=text.removesuffix(".0")) == GOOD


@pytest.mark.parametrize(
    ("text", "kept"),
    [(GOOD, GOOD[:15]), (f"{GOOD}.0", GOOD[:15]), ("6402990000000000", None)],
    ids=["number", "number with decimals", "number that was in scientific notation"],
)
def test_a_number_cell_keeps_fifteen_digits_if_they_can_be_of_a_nik(ask, text, kept):
    assert ask("staging.first_15_digits(:text)", text=text) == kept


@pytest.mark.parametrize(
    ("number", "is_possible"),
    [
        (GOOD, True),
        (nik(date(2000, 2, 29)), True),
        (GOOD[:12] + "0000", False),
        ("0" + GOOD[1:], False),
        ("9902" + GOOD[4:], False),
        (GOOD[:6] + "320180" + GOOD[12:], False),
        (GOOD[:6] + "301380" + GOOD[12:], False),
        (GOOD[:6] + "700280" + GOOD[12:], False),
        (GOOD[:6] + "710180" + GOOD[12:], True),
        (GOOD[:6] + "720180" + GOOD[12:], False),
        (GOOD[:6] + "000180" + GOOD[12:], False),
    ],
)
def test_only_what_can_be_a_nik_is_usable(ask, number, is_possible):
    assert ask("staging.is_possible_nik(:number)", number=number) is is_possible


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(1930, 1, 1), date(2026, 7, 31)), st.booleans(), st.integers(1, 9999))
def test_every_nik_is_possible_and_says_its_date(ask, born, woman, serial):
    number = nik(born, woman=woman, serial=serial)
    assert ask("staging.is_possible_nik(:n)", n=number)
    assert ask("staging.nik_date(:n)", n=number) == f"{born:%d%m%y}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SITI AMINAH", "SITI AMINAH"),
        ("Hj. Nurul 'Ain, S.Pd", "Hj. Nurul 'Ain, S.Pd"),
        ("  Budi \t Santoso ", "Budi Santoso"),
        ("Abdul\u00a0Rahman", "Abdul Rahman"),
        ("Norhayati", "Norhayati"),
        ("TANPA NAMA", None),
        ("tidak ada", None),
        ("kosong", None),
        ("NULL", None),
        ("N/A", None),
        ("(Null)", None),
        ("nan", None),
        ("NaN", None),
        ("None", None),
        (r"\N", None),
        ("NAN", "NAN"),
        ("Nani", "Nani"),
        ("-", None),
        ("12345", None),
        ("#REF!", "#REF!"),
        ("Err:502", "Err:502"),
        ("Zoë Öztürk", "Zoë Öztürk"),
    ],
)
def test_what_names_somebody(ask, text, name):
    assert ask("staging.name_text(:text)", text=text) == name


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("100000001", "100000001"),
        (" 100000001 ", "100000001"),
        ("100000001.0", "100000001"),
        ("'100000001", "100000001"),
        ("\u20190012.0", "0012"),
        ("P3KE-1.0", "P3KE-1.0"),
        ("1.01", "1.01"),
        ("'A7", "'A7"),
        (None, None),
    ],
)
def test_an_id_that_a_program_took_for_a_number_is_the_id(ask, text, identifier):
    assert ask("staging.identifier_text(:text)", text=text) == identifier
