"""Linking months in the warehouse: who is one person, and that nothing depends on the order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from pipelines.linkage import link_period
from pipelines.linkage.model import load_model

from .conftest import AUGUST, JULY, Staging
from .people import staged_rows

BORN = date(1980, 5, 17)
NIK = "6402995705800001"
OTHER_NIK = "6402995705800002"
SITI = {
    "nama": "SITI AMINAH",
    "nik": NIK,
    "tanggal_lahir": BORN,
    "jenis_kelamin": "P",
    "hubungan_keluarga": "PASANGAN",
    "alamat": "Jl. Mawar RT 003",
}


def test_one_nik_and_name_in_two_sources_is_one_person(staging: Staging) -> None:
    rows = [staging.add(JULY, **SITI), staging.add(JULY, **SITI, source="p3ke")]
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_a_person_whose_nik_is_missing_is_found_by_name_date_and_place(staging: Staging) -> None:
    spelled = {**SITI, "nama": "ST. AMINAH", "nik": None}
    rows = [staging.add(JULY, **SITI), staging.add(JULY, **spelled, source="p3ke")]
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_strangers_born_on_one_day_are_two_people(staging: Staging) -> None:
    other = {**SITI, "nama": "BUDI SANTOSO", "nik": OTHER_NIK, "jenis_kelamin": "L"}
    rows = [staging.add(JULY, **SITI), staging.add(JULY, **other, source="p3ke")]
    link_period(staging.warehouse, JULY)
    assert not staging.are_one(*rows)


def test_twins_with_names_alike_are_two_people(staging: Staging) -> None:
    family = {**SITI, "no_kk": "6402990101100001", "hubungan_keluarga": "ANAK"}
    rows = [
        staging.add(JULY, **{**family, "nama": "RINI SARI"}),
        staging.add(JULY, **{**family, "nama": "RINA SARI", "nik": OTHER_NIK}),
    ]
    link_period(staging.warehouse, JULY)
    assert not staging.are_one(*rows)


def test_a_row_listed_twice_in_its_family_is_one_person(staging: Staging) -> None:
    family = {**SITI, "no_kk": "6402990101100001"}
    rows = [staging.add(JULY, **family), staging.add(JULY, **{**family, "alamat": "Jl. Melati"})]
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_sources_may_repeat_one_anothers_keys(staging: Staging) -> None:
    shared = {"source_key": "1", "source_key_is_trusted": True}
    other = {**SITI, "nama": "BUDI SANTOSO", "nik": None, "tanggal_lahir": date(1950, 1, 9)}
    rows = [
        staging.add(JULY, **{**SITI, **shared}),
        staging.add(JULY, **{**other, **shared}, source="p3ke"),
    ]
    link_period(staging.warehouse, JULY)
    assert not staging.are_one(*rows)


def test_a_row_repeated_next_month_is_the_same_node(staging: Staging) -> None:
    staging.add(JULY, **SITI)
    staging.add(AUGUST, **SITI)
    link_period(staging.warehouse, JULY)
    assert link_period(staging.warehouse, AUGUST).new_nodes == 0


def test_a_row_that_says_more_next_month_but_not_of_the_person_is_the_same_node(
    staging: Staging,
) -> None:
    before = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    again, other = staging.add(AUGUST, **SITI), staging.add(AUGUST, **SITI, desil=1)
    assert link_period(staging.warehouse, AUGUST).new_nodes == 0
    assert {staging.node(row) for row in (again, other)} == {staging.node(before)}


def test_rows_placed_before_fingerprints_were_kept_are_read_by_what_they_say(
    staging: Staging,
) -> None:
    before = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    with staging.warehouse.transaction() as transaction:
        statement = "update linkage.row_node set content_fingerprint = null"
        transaction.execute(statement, "an older warehouse")
    again = staging.add(AUGUST, **SITI)
    assert link_period(staging.warehouse, AUGUST).new_nodes == 0
    assert staging.node(again) == staging.node(before)


def test_next_months_row_joins_the_person_of_before(staging: Staging) -> None:
    first = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    second = staging.add(AUGUST, **{**SITI, "alamat": "Jl. Melati RT 004"})
    link_period(staging.warehouse, AUGUST)
    assert staging.are_one(first, second)


def test_the_same_month_again_changes_no_row(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(60, seed=1))
    link_period(staging.warehouse, JULY)
    before = staging.snapshot()
    link_period(staging.warehouse, JULY)
    assert staging.snapshot() == before


def test_nodes_are_numbered_without_gaps(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(40, seed=2))
    link_period(staging.warehouse, JULY)
    staging.add_all(AUGUST, staged_rows(40, seed=3))
    summary = link_period(staging.warehouse, AUGUST)
    with staging.warehouse.transaction() as transaction:
        assert transaction.scalar("select max(node_id) from linkage.node") == summary.nodes


def test_a_withdrawn_row_leaves_the_linkage(staging: Staging) -> None:
    row = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    staging.withdraw(row)
    assert link_period(staging.warehouse, JULY).nodes == 0
    assert staging.clusters() == {}


def test_a_wording_that_was_withdrawn_may_return_in_another_month(staging: Staging) -> None:
    withdrawn = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    staging.withdraw(withdrawn)
    link_period(staging.warehouse, JULY)
    rows = [staging.add(AUGUST, **SITI), staging.add(AUGUST, **SITI, source="p3ke")]
    summary = link_period(staging.warehouse, AUGUST)
    assert (summary.new_nodes, summary.nodes) == (1, 2)
    assert staging.are_one(*rows)


def test_what_held_two_rows_together_is_forgotten_with_its_row(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(40, seed=4))
    extra = staging.add(JULY, **SITI)
    link_period(staging.warehouse, JULY)
    staging.withdraw(extra)
    link_period(staging.warehouse, JULY)
    people = staging.people()
    staging.forget_linkage()
    link_period(staging.warehouse, JULY)
    assert staging.people() == people


def test_the_order_of_rows_does_not_matter(staging: Staging) -> None:
    rows = list(staged_rows(200, seed=5))
    numbered = [{**row, "row_id": number} for number, row in enumerate(rows, 1)]
    staging.add_all(JULY, numbered)
    link_period(staging.warehouse, JULY)
    people = staging.people()
    with staging.warehouse.transaction() as transaction:
        transaction.execute("truncate staging.person", "empty")
    staging.forget_linkage()
    random.Random(6).shuffle(numbered)
    staging.add_all(JULY, numbered)
    link_period(staging.warehouse, JULY)
    assert staging.people() == people


def test_months_in_any_order_give_the_same_people(staging: Staging) -> None:
    rows = list(staged_rows(200, seed=7))
    staging.add_all(JULY, rows[: len(rows) * 3 // 4])
    staging.add_all(AUGUST, rows[len(rows) // 4 :])
    link_period(staging.warehouse, JULY)
    link_period(staging.warehouse, AUGUST)
    people = staging.people()
    staging.forget_linkage()
    link_period(staging.warehouse, AUGUST)
    link_period(staging.warehouse, JULY)
    assert staging.people() == people


def test_a_run_leaves_its_counts(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(40, seed=8))
    summary = link_period(staging.warehouse, JULY)
    with staging.warehouse.transaction() as transaction:
        query = "select (figures->'rules'->>'SAME_NIK')::int from ops.linkage_run"
        pairs = transaction.scalar(query)
    assert pairs == summary.rules["SAME_NIK"] > 0


def test_another_model_compares_everything_anew(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(40, seed=9))
    first = link_period(staging.warehouse, JULY)
    people = staging.people()
    summary = link_period(staging.warehouse, JULY, replace(load_model(), version="other"))
    assert (summary.model_version, summary.rules) == ("other", first.rules)
    assert staging.people() == people


def test_keys_that_other_code_made_are_made_again_for_all_months(staging: Staging) -> None:
    rows = list(staged_rows(60, seed=10))
    staging.add_all(JULY, rows[: len(rows) * 3 // 4])
    staging.add_all(AUGUST, rows[len(rows) // 4 :])
    link_period(staging.warehouse, JULY)
    link_period(staging.warehouse, AUGUST)
    people, keys = staging.people(), match_keys_of(staging)
    with staging.warehouse.transaction() as transaction:
        transaction.execute(
            "update linkage.match_key set words = 'X', sound = 'X', street = null", "older keys"
        )
        transaction.execute(
            'update ops.linkage_run set figures = figures || \'{"keys_version": "older"}\'',
            "older code",
        )
    link_period(staging.warehouse, AUGUST)
    assert match_keys_of(staging) == keys
    assert staging.people() == people


def match_keys_of(staging: Staging) -> list[tuple[object, ...]]:
    """All match keys, by node."""
    with staging.warehouse.transaction() as transaction:
        query = "select * from linkage.match_key order by node_id"
        return [tuple(row) for row in transaction.execute(query, "keys")]
