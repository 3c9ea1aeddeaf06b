"""Linking a month: what is one person, and that a second run changes nothing."""

from __future__ import annotations

from datetime import date

from pipelines.linkage import link_period

from .conftest import AUGUST, JULY, Staging

BORN = date(1980, 5, 17)


def test_rows_with_one_nik_and_name_are_one_person(staging: Staging) -> None:
    nik = "6402995705800001"
    first = staging.add(JULY, nama="SITI AMINAH", nik=nik, tanggal_lahir=BORN)
    second = staging.add(JULY, source="p3ke", nama="Siti Aminah", nik=nik, tanggal_lahir=BORN)
    link_period(staging.warehouse, JULY)
    assert staging.cluster_of(first) == staging.cluster_of(second)


def test_rows_of_strangers_are_two_people(staging: Staging) -> None:
    first = staging.add(JULY, nama="Siti Aminah", tanggal_lahir=BORN)
    second = staging.add(JULY, source="p3ke", nama="Budi Santoso", tanggal_lahir=BORN)
    link_period(staging.warehouse, JULY)
    assert staging.cluster_of(first) != staging.cluster_of(second)


def test_a_row_repeated_next_month_is_the_same_node(staging: Staging) -> None:
    staging.add(JULY, nama="Siti Aminah", tanggal_lahir=BORN)
    staging.add(AUGUST, nama="Siti Aminah", tanggal_lahir=BORN)
    link_period(staging.warehouse, JULY)
    assert link_period(staging.warehouse, AUGUST).new_nodes == 0


def test_the_same_month_again_changes_no_row(staging: Staging) -> None:
    staging.add(JULY, nama="Siti Aminah", tanggal_lahir=BORN)
    staging.add(JULY, source="p3ke", nama="Siti Aminah", tanggal_lahir=BORN)
    link_period(staging.warehouse, JULY)
    before = staging.snapshot()
    link_period(staging.warehouse, JULY)
    assert staging.snapshot() == before


def test_a_withdrawn_row_leaves_the_linkage(staging: Staging) -> None:
    row = staging.add(JULY, nama="Siti Aminah", tanggal_lahir=BORN)
    link_period(staging.warehouse, JULY)
    staging.withdraw(row)
    summary = link_period(staging.warehouse, JULY)
    assert (summary.nodes, staging.cluster_of(row)) == (0, None)
