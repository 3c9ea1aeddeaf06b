"""Single slips, one at a time: numbers, names, places."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.simulate import nik, spelling
from pipelines.simulate.layouts import DTKS_BNBA, P3KE_2022_PERSON
from pipelines.simulate.places import load_places, respell_village

from .simulated import Simulated

seeds = st.integers(0, 2**32 - 1).map(np.random.default_rng)
digits = st.integers(0, 9_999_999_999)
home_nik = digits.map(lambda tail: f"{nik.HOME_PREFIX}{tail:010d}")
names = st.lists(st.sampled_from(["Siti", "Muhammad", "Rahman", "Sulastri", "Ding"]), min_size=1)


@given(home_nik, seeds)
def test_a_typo_changes_the_nik_and_keeps_it_impossible(
    number: str, rng: np.random.Generator
) -> None:
    written = nik.misplace_digits(number, rng)
    assert written != number
    assert re.fullmatch(r"\d{4}9\d{11}", written)


@given(home_nik, seeds)
def test_repairable_slips_hold_the_number_itself(number: str, rng: np.random.Generator) -> None:
    for slip in (nik.with_apostrophe, nik.with_gaps, nik.with_letter_o):
        assert re.sub(r"[' .-]", "", slip(number, rng)).replace("O", "0") == number


@given(home_nik, seeds)
def test_a_lost_digit_leaves_fifteen(number: str, rng: np.random.Generator) -> None:
    assert re.fullmatch(r"\d{4}9\d{10}", nik.lose_a_digit(number, rng))


def test_an_office_never_issues_a_number_twice() -> None:
    office = nik.NumberOffice()
    same = np.full(500, nik.HOME_PREFIX), np.full(500, "1990-08-17", "datetime64[D]")
    issued = office.issue(*same, np.arange(500) % 2 == 0)
    assert len(set(issued.tolist())) == 500
    assert set((issued // 10**8 % 100).tolist()) == {17, 57}


@given(names.map(" ".join), seeds)
def test_every_respelling_leaves_a_name(name: str, rng: np.random.Generator) -> None:
    for manner in spelling.SIMPLE_RESPELLINGS.values():
        assert manner(name, rng).strip()


def test_no_spelling_of_a_village_is_that_of_another_in_its_kecamatan() -> None:
    places, rng = load_places(), np.random.default_rng(5)
    for village in range(places.count):
        neighbours = places.name[places.kecamatan_code == places.kecamatan_code[village]]
        others = {name.lower() for name in neighbours.tolist()} - {places.name[village].lower()}
        written = {respell_village(rng, places, village).strip().lower() for _ in range(30)}
        assert not written & others


def test_number_cells_lose_their_sixteenth_digit(as_usual: Simulated) -> None:
    rows = as_usual.person_rows()
    typed = rows[rows.faults.map(lambda faults: "nik_number_cell" in faults)]
    assert len(typed)
    for (file_name, sheet_name), some in typed.groupby(["file_name", "sheet_name"]):
        cells = as_usual.read(file_name, sheet_name)
        numbers = [cells[number][DTKS_BNBA.index("NIK")] for number in some.row_number]
        assert all(int(float(number)) % 10 == 0 for number in numbers)


@pytest.mark.parametrize("period", ["2026-07", "2026-09"])
def test_every_individual_of_p3ke_has_a_family_row(as_usual: Simulated, period: str) -> None:
    rows = as_usual.truth("rows").query("source == 'p3ke' and period == @period")
    family_ids = {}
    for (kind, file_name, sheet_name), some in rows.groupby(["kind", "file_name", "sheet_name"]):
        cells = as_usual.read(file_name, sheet_name)
        at = cells[1].index("ID Keluarga P3KE")
        family_ids[kind] = [cells[number][at] for number in some.row_number]
    assert len(family_ids["family"]) == len(set(family_ids["family"]))
    assert set(family_ids["person"]) == set(family_ids["family"])
    assert all(re.fullmatch(r"\d{9}", number) for number in family_ids["family"])


def test_ids_change_hands_between_vintages(as_usual: Simulated) -> None:
    rows = as_usual.person_rows().query("source == 'p3ke' and period == '2026-09'")
    assert rows.faults.map(lambda faults: "key_changed_hands" in faults).any()


def test_the_registry_calls_a_good_nik_matched(clean: Simulated) -> None:
    rows = clean.person_rows().query("source == 'p3ke'")
    cells = clean.read(rows.file_name.iloc[0], rows.sheet_name.iloc[0])
    at = P3KE_2022_PERSON.index("Padan Dukcapil")
    assert {cells[number][at] for number in rows.row_number} == {"Ya"}
