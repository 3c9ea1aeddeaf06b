"""What became of a record, and of a person, with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.sync.conftest import AUGUST, JULY, OCTOBER, SEPTEMBER, THERE, Registry, rows_of

OTHERS = [*rows_of("o1", "o2", "o3"), *rows_of("p1", "p2", "p3", source="p3ke")]
SITI = {"key": "a", "is_person": "siti"}


def status(registry: Registry, key: str = "a") -> str:
    [row] = registry.rows(
        "select s.status from registry.record_status_as_of('2026-08-01') as s"
        " join registry.source_person_as_of('2026-07-01') as v using (record_id)"
        " where v.source_person_id = :key",
        key=key,
    )
    return str(row["status"])


def test_who_stands_on_a_list_is_active(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, SITI, *OTHERS)
    assert status(registry) == "active"


def test_who_is_missing_from_the_snapshot_is_no_longer_listed(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, *OTHERS)
    assert status(registry) == "no longer listed"


def test_who_was_keyed_anew_elsewhere_moved(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    anew = {"key": "b", "is_person": "siti", "village_code_kemendagri": THERE}
    registry.work_in(AUGUST, anew, *OTHERS)
    assert status(registry) == "moved"


def test_the_second_row_of_one_person_in_a_village_is_a_duplicate(registry: Registry) -> None:
    twice = {"key": "b", "is_person": "siti", "nama": "SITTI"}
    registry.work_in(JULY, SITI, twice, *OTHERS)
    registry.work_in(AUGUST, SITI, twice, *OTHERS)
    assert sorted((status(registry, "a"), status(registry, "b"))) == ["active", "duplicate"]


def test_a_person_is_active_while_one_source_lists_them(registry: Registry) -> None:
    p3ke = {"key": "p", "is_person": "siti", "source": "p3ke"}
    registry.work_in(JULY, SITI, p3ke, *OTHERS)
    registry.work_in(AUGUST, p3ke, *OTHERS)
    [row] = registry.rows(
        "select s.status, s.since, s.left_p3ke_since, s.left_dtks_since"
        " from registry.person_status_as_of('2026-08-01') as s"
        " join registry.source_person_as_of('2026-08-01') as v using (person_id)"
        " where v.source_person_id = 'p'"
    )
    assert row == {
        "status": "active",
        "since": None,
        "left_p3ke_since": None,
        "left_dtks_since": AUGUST,
    }


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("meninggal", "dead"),
        ("ditolak", "refused"),
        ("ganda", "duplicate"),
        ("pindah", "moved"),
        ("tidak_ditemukan", "no longer listed"),
        ("ada", "active"),
    ],
)
def test_a_record_is_what_its_row_says(registry: Registry, said: str, means: str) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, {**SITI, "status_keberadaan": said}, *OTHERS)
    assert status(registry) == means


DEAD = {**SITI, "status_keberadaan": "meninggal"}


def person(registry: Registry, month: date) -> dict[str, Any]:
    """The status of who is on record `a`."""
    [row] = registry.rows(
        "select s.status, s.since, s.source from registry.person_status_as_of(:month) as s"
        " join registry.identity as i using (person_id)"
        " join registry.source_person_version as v using (node_id)"
        " where v.source_person_id = 'a' and v.valid_from = '2026-07-01'",
        month=month,
    )
    return row


def test_who_died_is_dead_since_the_row_said_so_also_when_it_is_gone(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, DEAD, *OTHERS)
    registry.work_in(SEPTEMBER, {**DEAD, "alamat": "Jl. Mawar"}, *OTHERS)
    registry.work_in(OCTOBER, *OTHERS)
    dead = {"status": "dead", "since": AUGUST, "source": "dtks"}
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        assert person(registry, month) == dead
        [record] = registry.rows(
            "select s.status, s.since, s.source from registry.record_status_as_of(:month) as s"
            " join registry.source_person_as_of('2026-07-01') as v using (record_id)"
            " where v.source_person_id = 'a'",
            month=month,
        )
        assert record == dead
    before = {"status": "active", "since": None, "source": None}
    assert person(registry, JULY) == before


def test_dead_comes_before_refused_and_refused_before_gone(registry: Registry) -> None:
    also = {"key": "p", "is_person": "siti", "source": "p3ke"}
    refused = {**also, "status_keberadaan": "ditolak"}
    registry.work_in(JULY, SITI, also, *OTHERS)
    registry.work_in(AUGUST, refused, *OTHERS)
    assert person(registry, AUGUST) == {"status": "refused", "since": AUGUST, "source": "p3ke"}
    registry.work_in(SEPTEMBER, DEAD, refused, *OTHERS)
    assert person(registry, SEPTEMBER)["status"] == "dead"
    assert person(registry, SEPTEMBER)["source"] == "dtks"


def test_who_is_dead_to_one_source_and_listed_by_another_is_active_and_a_finding(
    registry: Registry,
) -> None:
    also = {"key": "p", "is_person": "siti", "source": "p3ke"}
    findings = "select kind from registry.finding_as_of(:month) where kind = 'dead_but_listed'"
    registry.work_in(JULY, SITI, also, *OTHERS)
    registry.work_in(AUGUST, DEAD, also, *OTHERS)
    assert person(registry, AUGUST)["status"] == "active"
    assert registry.rows(findings, month=JULY) == []
    assert registry.rows(findings, month=AUGUST) == [{"kind": "dead_but_listed"}]
    registry.work_in(SEPTEMBER, SITI, also, *OTHERS)
    assert registry.rows(findings, month=SEPTEMBER) == []
