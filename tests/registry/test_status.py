"""What became of a record, and of a person, with the reason."""

from __future__ import annotations

from tests.sync.conftest import AUGUST, JULY, THERE, Registry, rows_of

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
