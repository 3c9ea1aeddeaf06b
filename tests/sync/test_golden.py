"""The golden record: one word per field, by the declared table, with its source beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import ContractError
from pipelines.sync.survivorship import load_survivorship, pointer_columns
from tests.sent import nik

from .conftest import AUGUST, HERE, JULY, SEPTEMBER, THERE, Registry, rows_of

BORN = date(1980, 5, 17)
NIK = nik(BORN, woman=True)
OTHER_NIK = nik(date(1981, 6, 18), woman=True)
OTHERS = [*rows_of("o1", "o2", "o3"), *rows_of("p1", "p2", "p3", source="p3ke")]
DTKS = {"key": "d", "is_person": "siti", "source": "dtks"}
P3KE = {"key": "p", "is_person": "siti", "source": "p3ke"}


def siti(registry: Registry, period: date = JULY) -> dict[str, object]:
    """The golden record of the one who stands on `d` or `p`."""
    [person] = registry.rows(
        "select distinct i.person_id from registry.source_person_version as v"
        " join registry.identity as i using (node_id) where v.source_person_id in ('d', 'p')"
    )
    [found] = [g for g in registry.golden(period) if g["person_id"] == person["person_id"]]
    return found


def test_what_dukcapil_verified_goes_before_the_rest(registry: Registry) -> None:
    verified = {**P3KE, "nik": OTHER_NIK, "nama": "ST AMINAH", "padan_dukcapil": "PADAN"}
    registry.work_in(JULY, {**DTKS, "nik": NIK}, verified, *OTHERS)
    record = siti(registry)
    assert (record["nik"], record["nama"]) == (OTHER_NIK, "ST AMINAH")
    assert record["nik_record_id"] == record["p3ke_record_id"]


def test_a_number_that_agrees_with_birth_date_and_sex_goes_before_one_that_does_not(
    registry: Registry,
) -> None:
    registry.work_in(JULY, {**DTKS, "nik": OTHER_NIK}, {**P3KE, "nik": NIK}, *OTHERS)
    assert siti(registry)["nik"] == NIK


def test_who_says_nothing_does_not_speak(registry: Registry) -> None:
    registry.work_in(JULY, {**DTKS, "nik": None}, {**P3KE, "nik": OTHER_NIK}, *OTHERS)
    record = siti(registry)
    assert record["nik"] == OTHER_NIK
    assert record["nama_record_id"] == record["dtks_record_id"]


def test_a_decile_is_taken_from_the_source_that_has_it(registry: Registry) -> None:
    registry.work_in(JULY, DTKS, {**P3KE, "desil": 3}, *OTHERS)
    assert siti(registry)["desil_p3ke"] == 3


def test_a_person_lives_where_dtks_says_even_when_p3ke_comes_later(registry: Registry) -> None:
    registry.work_in(JULY, {**DTKS, "village_code_kemendagri": THERE}, *OTHERS)
    registry.work_in(AUGUST, {**P3KE, "village_code_kemendagri": HERE}, *OTHERS)
    assert siti(registry, AUGUST)["village_code_kemendagri"] == THERE
    [home] = registry.rows(
        "select village_code_kemendagri as village from registry.person_village('2026-08-01')"
        " where person_id = :person",
        person=siti(registry)["person_id"],
    )
    assert home["village"] == THERE


def test_the_other_source_speaks_once_one_does_not_list_the_person(registry: Registry) -> None:
    registry.work_in(JULY, {**DTKS, "nama": "SITI"}, {**P3KE, "nama": "ST"}, *OTHERS)
    registry.work_in(AUGUST, {**P3KE, "nama": "ST"}, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    assert siti(registry, JULY)["nama"] == "SITI"
    assert siti(registry, AUGUST)["nama"] == "ST"
    gone = siti(registry, SEPTEMBER)
    assert (gone["is_listed"], gone["nama"]) == (False, None)


def test_a_merge_makes_one_record_of_two_and_undoing_it_two_again(registry: Registry) -> None:
    apart = {**P3KE, "is_person": "somebody else"}
    registry.work_in(JULY, DTKS, apart, *OTHERS)
    before = registry.golden(JULY)
    registry.who["p"] = "siti"
    registry.sync(JULY)
    assert len(registry.golden(JULY)) == len(before) - 1
    assert siti(registry)["is_listed_in_p3ke"]
    registry.who["p"] = "somebody else"
    registry.sync(JULY)
    assert registry.golden(JULY) == before


def test_what_was_known_before_a_merge_can_still_be_read(registry: Registry) -> None:
    registry.work_in(JULY, DTKS, {**P3KE, "is_person": "somebody else"}, *OTHERS)
    before = registry.golden(JULY)
    registry.who["p"] = "siti"
    registry.sync(JULY)
    then = registry.rows(
        "select p.* from registry.sync_run as r"
        " cross join lateral registry.person_as_of('2026-07-01', r.known_at) as p"
        " where r.run_id = 1 order by p.person_id"
    )
    assert then == before


def test_of_two_rows_in_one_source_the_sound_one_speaks(registry: Registry) -> None:
    twice = {**DTKS, "key": "d2", "nik": OTHER_NIK, "nama": "SITTI"}
    registry.work_in(JULY, twice, {**DTKS, "nik": NIK}, *OTHERS)
    assert siti(registry)["nama"] == "SITI AMINAH"


def test_the_table_has_a_column_for_every_field_that_sources_contest(registry: Registry) -> None:
    found = registry.rows(
        "select column_name as name from information_schema.columns where table_schema = 'registry'"
        " and table_name = 'golden_speaker' and column_name similar to '%(record_id|place)'"
    )
    assert sorted(row["name"] for row in found) == sorted(pointer_columns(load_survivorship()))


def test_every_field_of_the_table_is_a_golden_value(registry: Registry) -> None:
    registry.work_in(JULY, DTKS)
    named = {"village": "village_code_kemendagri"}
    fields = {named.get(name, name) for name in load_survivorship().fields}
    assert fields <= set(registry.golden(JULY)[0])


@pytest.mark.parametrize(
    "rule", ["{why: x}", "{only: p3ke, prefer: [dtks], why: x}", "{only: y, why: x}"]
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "survivorship.yaml"
    path.write_text(f"speaker: {{prefer: [freshest], why: x}}\nfields:\n  nama: {rule}\n")
    with pytest.raises(ContractError):
        load_survivorship(path)
