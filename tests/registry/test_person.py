"""One person's history: for who may see it, numbers masked, every look kept."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipelines.errors import UsageError
from pipelines.registry import show_person
from tests.sent import nik
from tests.sync.conftest import AUGUST, JULY, SEPTEMBER, THERE, Registry, rows_of

BORN = date(1980, 5, 17)
NIK = nik(BORN, woman=True)
OTHERS = rows_of("o1", "o2", "o3")
SITI = {"key": "a", "nik": NIK}


def siti(registry: Registry) -> int:
    [row] = registry.rows(
        "select distinct person_id from registry.source_person_as_of('2026-07-01')"
        " where source_person_id = 'a'"
    )
    return int(row["person_id"])


def test_a_history_tells_what_each_source_said_from_which_month_on(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, {**SITI, "nama": "SITI", "alamat": "Jl. Mawar"}, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    history = show_person(registry.warehouse, siti(registry))
    assert [(s.valid_from, s.event) for s in history.steps] == [
        (JULY, "listed"),
        (AUGUST, "changed"),
        (SEPTEMBER, "not listed"),
    ]
    assert history.steps[1].values == {"nama": "SITI", "alamat": "Jl. Mawar"}
    assert history.golden["is_listed"] is False


def test_a_history_tells_in_words_that_a_source_says_dead(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, {**SITI, "status_keberadaan": "meninggal", "desil": 2}, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    steps = show_person(registry.warehouse, siti(registry)).steps
    assert [s.event for s in steps] == ["listed", "dead", "not listed"]
    assert steps[1].values == {"desil": 2}


def test_who_was_never_listed_has_a_history_too(registry: Registry) -> None:
    registry.work_in(JULY, {**SITI, "status_keberadaan": "ditolak"}, *OTHERS)
    registry.work_in(AUGUST, SITI, *OTHERS)
    steps = show_person(registry.warehouse, siti(registry)).steps
    assert [s.event for s in steps] == ["refused", "listed"]
    assert steps[0].values["nama"] == "SITI AMINAH"


def test_what_we_knew_before_a_correction_is_shown_as_withdrawn(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    registry.work_in(AUGUST, {**SITI, "village_code_kemendagri": THERE}, *OTHERS)
    registry.work_in(AUGUST, SITI, *OTHERS)
    steps = show_person(registry.warehouse, siti(registry)).steps
    assert [(s.valid_from, s.withdrawn_at is None) for s in steps] == [
        (JULY, True),
        (AUGUST, False),
    ]


def test_a_record_that_became_another_persons_is_said_so(registry: Registry) -> None:
    registry.work_in(JULY, SITI, *OTHERS)
    person = siti(registry)
    registry.who["a"] = "siti"
    registry.work_in(AUGUST, {**SITI, "nama": "LAIN"}, *OTHERS)
    with registry.warehouse.transaction() as tx:
        tx.execute(
            "update registry.identity set person_id = person_id + 1 where node_id ="
            " (select node_id from registry.source_person_version where nama = 'LAIN')",
            "a linker that parts the two",
        )
    events = [step.event for step in show_person(registry.warehouse, person).steps]
    assert events == ["listed", "another person's"]


def test_numbers_are_masked_unless_revealed_for_a_reason(registry: Registry) -> None:
    registry.work_in(JULY, SITI)
    person = siti(registry)
    masked = show_person(registry.warehouse, person)
    assert NIK not in json.dumps([masked.golden, masked.steps[0].values], default=str)
    assert masked.golden["nik"] == NIK[:6] + "•" * 10
    with pytest.raises(UsageError):
        show_person(registry.warehouse, person, reveal=True)
    revealed = show_person(registry.warehouse, person, reveal=True, reason="sengketa")
    assert revealed.golden["nik"] == NIK


def test_every_look_is_kept(registry: Registry) -> None:
    registry.work_in(JULY, SITI)
    person = siti(registry)
    show_person(registry.warehouse, person)
    show_person(registry.warehouse, person, reveal=True, reason="sengketa")
    looks = registry.rows(
        "select action, subject, reason from ops.audit order by audit_id desc limit 2"
    )
    assert looks == [
        {"action": "person show --reveal", "subject": str(person), "reason": "sengketa"},
        {"action": "person show", "subject": str(person), "reason": None},
    ]


def test_an_id_that_nobody_has_is_a_usage_error(registry: Registry) -> None:
    registry.work_in(JULY, SITI)
    with pytest.raises(UsageError):
        show_person(registry.warehouse, 4000)
