"""What changed between two months, in counts and in ids."""

from __future__ import annotations

import pytest

from pipelines.errors import UsageError
from pipelines.registry import diff_periods
from tests.sync.conftest import AUGUST, HERE, JULY, THERE, Registry, rows_of

OTHERS = [*rows_of("o1", "o2", "o3"), *rows_of("t1", "t2", village_code_kemendagri=THERE)]


def two_months(registry: Registry) -> None:
    registry.work_in(JULY, *rows_of("goes", "moves", "changes", "stays"), *OTHERS)
    registry.work_in(
        AUGUST,
        *rows_of("comes", "stays"),
        *rows_of("moves", village_code_kemendagri=THERE),
        {"key": "changes", "nama": "BARU"},
        *OTHERS,
    )


def test_everybody_falls_into_one_case(registry: Registry) -> None:
    two_months(registry)
    diff = diff_periods(registry.warehouse, JULY, AUGUST)
    assert diff.counts == {"came": 1, "went": 1, "moved": 1, "changed": 1}
    assert diff.fields == {"nama": 1, "village_code_kemendagri": 1}
    assert diff.persons is None


def test_a_village_tells_moved_in_from_moved_out(registry: Registry) -> None:
    two_months(registry)
    here = diff_periods(registry.warehouse, JULY, AUGUST, village=HERE)
    there = diff_periods(registry.warehouse, JULY, AUGUST, village=THERE)
    assert here.counts == {"came": 1, "went": 1, "moved out": 1, "changed": 1}
    assert there.counts == {"moved in": 1}


def test_ids_are_told_when_asked_for_and_the_look_is_kept(registry: Registry) -> None:
    two_months(registry)
    diff = diff_periods(registry.warehouse, JULY, AUGUST, village=THERE, with_ids=True)
    assert diff.persons is not None
    [moved] = diff.persons
    assert (moved["what"], moved["from_village"], moved["to_village"]) == ("moved", HERE, THERE)
    [look] = registry.rows("select action from ops.audit order by audit_id desc limit 1")
    assert look["action"] == "diff --ids"


@pytest.mark.parametrize("village", ["12", "64.02.06.2001"])
def test_an_unknown_village_is_a_usage_error(registry: Registry, village: str) -> None:
    with pytest.raises(UsageError):
        diff_periods(registry.warehouse, JULY, AUGUST, village=village)


def test_months_in_the_wrong_order_are_a_usage_error(registry: Registry) -> None:
    with pytest.raises(UsageError):
        diff_periods(registry.warehouse, AUGUST, JULY)


def test_who_went_is_told_dead_or_refused_where_a_source_says_so(registry: Registry) -> None:
    registry.work_in(JULY, *rows_of("a", "b", "c"), *OTHERS)
    registry.work_in(
        AUGUST,
        {"key": "a", "status_keberadaan": "meninggal"},
        {"key": "b", "status_keberadaan": "ditolak"},
        *OTHERS,
    )
    diff = diff_periods(registry.warehouse, JULY, AUGUST)
    assert diff.counts == {"dead": 1, "refused": 1, "went": 1}
