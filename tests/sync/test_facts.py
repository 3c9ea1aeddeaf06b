"""Facts are steps: one row per change, absence included, whatever order months come in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from .conftest import AUGUST, HERE, JULY, OCTOBER, SEPTEMBER, THERE, Registry, rows_of

# Others of the village, so that a delivery is whole: it repeats at least half of the people.
OTHERS = rows_of("o1", "o2", "o3")


def rows_of_villages(villages: int) -> list[dict[str, Any]]:
    """Four people each of further villages of the kecamatan."""
    return [
        {"key": f"{village}-{number}", "village_code_kemendagri": f"640201{2002 + village}"}
        for village in range(villages)
        for number in range(4)
    ]


def test_a_month_without_news_writes_nothing(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    summary = registry.work_in(AUGUST, {"key": "a"}, *OTHERS)
    assert (summary.steps_added, summary.steps_withdrawn) == (0, 0)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]


def test_months_since_somebody_merged_was_seen_are_published_anew_and_no_others(
    registry: Registry,
) -> None:
    stale = "select period from ops.stale_period order by period"
    stays = {"key": "k0", "nama": "HASNAH"}
    one, other = {"key": "k1"}, {"key": "k2", "nama": "SITI AMINA"}
    registry.work_in(JULY, stays)
    registry.work_in(AUGUST, stays, one, other)
    # A month that says nothing new is closed all the same.
    registry.work_in(SEPTEMBER, stays, one, other)
    assert registry.rows(stale) == []
    registry.work_in(OCTOBER, stays, one, {**other, "is_person": "k1"})
    assert [row["period"] for row in registry.rows(stale)] == [AUGUST, SEPTEMBER, OCTOBER]


def test_a_change_is_a_step_and_so_is_coming_back(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITI"}, *OTHERS)
    registry.work_in(SEPTEMBER, {"key": "a"}, *OTHERS)
    assert registry.timeline("a") == [
        ("2026-07", "SITI AMINAH"),
        ("2026-08", "SITI"),
        ("2026-09", "SITI AMINAH"),
    ]


def test_who_is_missing_from_a_whole_village_is_absent_from_then_on(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH"), ("2026-08", None)]


def test_a_village_that_is_not_delivered_keeps_its_people(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "b", "village_code_kemendagri": THERE})
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]
    [row] = registry.rows(
        "select is_present, is_carried_forward from registry.source_person_as_of('2026-08-01')"
        " where source_person_id = 'a'"
    )
    assert row == {"is_present": True, "is_carried_forward": True}


def test_a_few_rows_of_a_village_make_nobody_absent(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, *OTHERS[:1])
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]


def test_a_list_that_was_cut_down_is_whole_where_its_kecamatan_came(registry: Registry) -> None:
    neighbours = rows_of_villages(3)
    registry.work_in(JULY, {"key": "a"}, *OTHERS, *neighbours)
    registry.work_in(AUGUST, *OTHERS[:1], *neighbours)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH"), ("2026-08", None)]
    assert len(registry.timeline("o1")) == 1


def test_a_few_rows_stay_a_part_where_few_of_the_kecamatan_came(registry: Registry) -> None:
    neighbours = rows_of_villages(3)
    registry.work_in(JULY, {"key": "a"}, *OTHERS, *neighbours)
    registry.work_in(AUGUST, *OTHERS[:1], *neighbours[:8])
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]


def test_fewer_than_a_quarter_are_a_part_even_where_the_kecamatan_came(registry: Registry) -> None:
    neighbours = rows_of_villages(4)
    registry.work_in(JULY, {"key": "a"}, {"key": "b"}, *OTHERS, *neighbours)
    registry.work_in(AUGUST, *OTHERS[:1], *neighbours)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]


def test_a_source_that_counts_anew_is_known_by_names_and_birth_dates(registry: Registry) -> None:
    names = ("ANI", "BADU", "CICI")
    registry.work_in(JULY, {"key": "a"}, *({"key": f"1-{n}", "nama": n} for n in names))
    registry.work_in(AUGUST, *({"key": f"2-{n}", "nama": n} for n in names))
    assert registry.timeline("a")[-1] == ("2026-08", None)


def test_rows_without_a_name_do_not_repeat_one_another(registry: Registry) -> None:
    registry.work_in(JULY, *({"key": key, "nama": None} for key in "abc"))
    registry.work_in(AUGUST, *({"key": key, "nama": None} for key in "xyz"))
    assert registry.timeline("a") == [("2026-07", None)]
    assert registry.rows(
        "select is_whole from registry.delivered_village where known_to is null order by period"
    ) == [{"is_whole": True}, {"is_whole": False}]


def test_who_was_seen_elsewhere_since_is_not_missed_where_they_were(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "village_code_kemendagri": THERE}, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH"), ("2026-08", "SITI AMINAH")]


def test_a_late_month_changes_what_stands_after_it(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(SEPTEMBER, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITI"}, {"key": "b"}, *OTHERS)
    assert registry.timeline("a") == [
        ("2026-07", "SITI AMINAH"),
        ("2026-08", "SITI"),
        ("2026-09", "SITI AMINAH"),
    ]
    assert registry.timeline("b") == [("2026-08", "SITI AMINAH"), ("2026-09", None)]


def test_a_withdrawn_month_leaves_no_fact_but_what_was_known(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITI"}, *OTHERS)
    registry.work_in(AUGUST)
    assert registry.timeline("a") == [("2026-07", "SITI AMINAH")]
    [past] = registry.rows(
        "select s.nama from registry.sync_run as r cross join lateral"
        " registry.source_person_as_of('2026-08-01', r.known_at) as s"
        " where r.run_id = 2 and s.source_person_id = 'a'"
    )
    assert past["nama"] == "SITI"


def test_a_corrected_month_makes_absent_whom_it_no_longer_lists(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a"}, *OTHERS)
    registry.work_in(OCTOBER, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, *OTHERS)
    assert registry.timeline("a") == [
        ("2026-07", "SITI AMINAH"),
        ("2026-08", None),
        ("2026-10", "SITI AMINAH"),
    ]


def test_an_absence_is_of_whom_the_step_before_it_speaks_also_when_that_is_corrected(
    registry: Registry,
) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(SEPTEMBER, {"key": "a", "nama": "SITI SALAH"}, *OTHERS)
    registry.work_in(OCTOBER, *OTHERS)
    registry.work_in(SEPTEMBER, {"key": "a"}, *OTHERS)
    assert registry.rows(
        "select node_id in (select node_id from registry.identity) as is_known"
        " from registry.source_person_version where not is_present and known_to is null"
    ) == [{"is_known": True}]


DEAD = {"key": "a", "status_keberadaan": "meninggal"}


def reasons(registry: Registry, key: str = "a") -> list[tuple[str, bool, str | None, bool]]:
    """Month, whether present, reason and whether a row says so, of each step as known now."""
    steps = registry.rows(
        "select to_char(valid_from, 'YYYY-MM') as month, is_present, reason,"
        " hash is not null as is_said"
        " from registry.source_person_version where known_to is null and source_person_id = :key"
        " order by valid_from",
        key=key,
    )
    return [tuple(step.values()) for step in steps]


def test_a_row_that_says_dead_takes_its_person_off_the_list_and_is_kept(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {**DEAD, "alamat": "Jl. Mawar"}, *OTHERS)
    assert reasons(registry) == [
        ("2026-07", True, None, True),
        ("2026-08", False, "meninggal", True),
    ]
    assert registry.rows(
        "select nama, alamat, reason, is_present from registry.source_person_as_of('2026-08-01')"
        " where source_person_id = 'a'"
    ) == [
        {"nama": "SITI AMINAH", "alamat": "Jl. Mawar", "reason": "meninggal", "is_present": False}
    ]
    assert [g["is_listed"] for g in registry.golden(AUGUST) if g["nama"] is None] == [False]


def test_the_same_row_next_month_is_no_news_and_an_absence_after_it_keeps_the_reason(
    registry: Registry,
) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, DEAD, *OTHERS)
    again = registry.work_in(SEPTEMBER, DEAD, *OTHERS)
    assert (again.steps_added, again.steps_withdrawn) == (0, 0)
    registry.work_in(OCTOBER, *OTHERS)
    once = reasons(registry)
    assert once[2:] == [("2026-10", False, "meninggal", False)]
    still = registry.work_in(date(2026, 11, 1), *OTHERS)
    assert (still.steps_added, still.steps_withdrawn) == (0, 0)
    assert reasons(registry) == once


def test_who_is_said_to_be_there_again_is_listed_again(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, DEAD, *OTHERS)
    registry.work_in(SEPTEMBER, {**DEAD, "status_keberadaan": "ada"}, *OTHERS)
    assert reasons(registry)[-1] == ("2026-09", True, None, True)


def test_that_somebody_is_there_is_no_news(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    summary = registry.work_in(AUGUST, {"key": "a", "status_keberadaan": "ada"}, *OTHERS)
    assert (summary.steps_added, summary.steps_withdrawn) == (0, 0)


def test_a_corrected_month_takes_back_that_somebody_is_dead_and_what_followed_from_it(
    registry: Registry,
) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, DEAD, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    registry.work_in(AUGUST, {"key": "a"}, *OTHERS)
    assert reasons(registry) == [
        ("2026-07", True, None, True),
        ("2026-09", False, None, False),
    ]


def test_a_late_month_that_says_dead_stands_before_what_came_after_it(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(SEPTEMBER, *OTHERS)
    registry.work_in(AUGUST, DEAD, *OTHERS)
    assert reasons(registry)[1:] == [
        ("2026-08", False, "meninggal", True),
        ("2026-09", False, "meninggal", False),
    ]


def test_each_source_speaks_for_itself(registry: Registry) -> None:
    also = [{"key": "p", "is_person": "a", "source": "p3ke"}, *rows_of("q", source="p3ke")]
    registry.work_in(JULY, {"key": "a"}, *also, *OTHERS)
    registry.work_in(AUGUST, DEAD, *also, *OTHERS)
    [golden] = [
        g for g in registry.golden(AUGUST) if g["is_listed_in_p3ke"] and g["valid_from"] == AUGUST
    ]
    assert (golden["is_listed_in_p3ke"], golden["is_listed_in_dtks"]) == (True, False)


def test_the_same_month_again_changes_nothing(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    before = registry.rows("select * from registry.sync_run")
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    assert registry.rows("select * from registry.sync_run") == before


def test_every_row_has_one_record_however_it_is_keyed(registry: Registry) -> None:
    shared = {"key": "s", "source_key_is_trusted": False}
    keyless = {"nama": "TANPA NOMOR"}
    rows = [shared, {**shared, "nama": "LAIN"}, keyless, keyless, {"key": "a"}, {"key": "a"}]
    registry.work_in(JULY, *rows)
    records = "select distinct record_id from registry.source_person_version order by record_id"
    first = registry.rows(records)
    assert len(first) == len(rows)
    registry.work_in(AUGUST, *reversed(rows))
    assert registry.rows(records) == first
    [row] = registry.rows("select count(*) as steps from registry.source_person_version")
    assert row["steps"] == len(rows)


def test_two_facts_of_one_record_and_month_are_refused_by_the_database(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"})
    with registry.warehouse.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            text(
                "insert into registry.source_person_version"
                " select * from registry.source_person_version"
            )
        )


def test_families_have_steps_too(registry: Registry) -> None:
    home = {"source": "p3ke", "key": None, "source_key": "p3ke:1", "source_family_id": "1"}
    registry.deliver(JULY, {**home, "desil": 1}, kind="family")
    registry.sync(JULY)
    registry.deliver(AUGUST, {**home, "desil": 2}, kind="family")
    registry.sync(AUGUST)
    steps = registry.rows(
        "select valid_from::text, desil, village_code_kemendagri as village"
        " from registry.source_family_version where known_to is null order by valid_from"
    )
    assert steps == [
        {"valid_from": "2026-07-01", "desil": 1, "village": HERE},
        {"valid_from": "2026-08-01", "desil": 2, "village": HERE},
    ]
