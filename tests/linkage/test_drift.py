"""Drift: a month like the model's is steady, one written otherwise is found and named."""

from __future__ import annotations

import pytest

from pipelines.engine import open_engine
from pipelines.errors import UsageError
from pipelines.linkage import link_period
from pipelines.linkage.drift import compare_with_training, drift_report, stability_index
from pipelines.linkage.drift_counts import count_levels, shares
from pipelines.linkage.model import load_model
from pipelines.linkage.resolve import resolve
from pipelines.linkage.store import PAIR_SCHEMA

from .conftest import JULY, Staging
from .nodes import nodes_of
from .people import staged_rows

PEOPLE = 800


def levels_of(rows: list[dict[str, object]]) -> dict[tuple[str, str], dict[str, int]]:
    """What the newest model sees of rows of one month; `nodes_of` puts all into month 1."""
    with open_engine() as engine:
        resolve(engine, nodes_of(rows), PAIR_SCHEMA.empty_table(), load_model())
        return {key: dict(found) for key, found in count_levels(engine, load_model(), 1).items()}


def test_the_index_is_nothing_where_nothing_moved() -> None:
    assert sum(stability_index({"A": 0.4, "B": 0.6}, {"A": 0.4, "B": 0.6}).values()) == 0


def test_the_index_by_hand() -> None:
    parts = stability_index({"A": 0.5, "B": 0.5}, {"A": 0.75, "B": 0.25})
    assert parts == pytest.approx({"A": 0.25 * 0.405465, "B": 0.25 * 0.693147}, rel=1e-5)


def test_a_level_never_seen_before_counts_and_is_not_infinite() -> None:
    parts = stability_index({"A": 1.0}, {"A": 0.9, "B": 0.1})
    assert 0.1 < parts["B"] < 1


def test_another_month_of_the_same_making_is_steady() -> None:
    reference = shares(levels_of(list(staged_rows(PEOPLE, seed=31))))
    lines = compare_with_training(levels_of(list(staged_rows(PEOPLE, seed=32))), reference)
    assert {line.verdict for line in lines if line.index is not None} == {"steady"}
    assert {(line.kind, line.statement) for line in lines if line.index is not None} >= {
        ("dtks+p3ke", "nik"), ("dtks+p3ke", "name"), ("dtks+p3ke", "band"), ("dtks", "itself"),
    }  # fmt: skip


def test_a_source_that_loses_its_numbers_is_named() -> None:
    reference = shares(levels_of(list(staged_rows(PEOPLE, seed=31))))
    rows = [
        {**row, "nik": None} if row["source"] == "p3ke" else row
        for row in staged_rows(PEOPLE, seed=32)
    ]
    worst = max(compare_with_training(levels_of(rows), reference), key=lambda line: line.index or 0)
    assert (worst.kind, worst.statement, worst.verdict) == ("dtks+p3ke", "nik", "drift")
    assert worst.share_then is not None and worst.share_now is not None
    assert {worst.level} <= {"EQUAL", "ONE_SIDE_AGREES"}


def test_a_row_that_says_nothing_but_a_common_name_is_unlinkable() -> None:
    bare = [{"source": "p3ke", "nama": "Siti", "source_family_id": f"{n:09d}"} for n in range(40)]
    counts = levels_of([*bare, *staged_rows(PEOPLE, seed=31)])
    assert counts["p3ke", "itself"]["UNLINKABLE"] >= 40
    assert counts["dtks", "itself"]["UNLINKABLE"] == 0


def test_few_cases_or_no_reference_say_nothing() -> None:
    counts = {("dtks+p3ke", "nik"): {"EQUAL": 10}, ("dtks+dtks", "nik"): {"EQUAL": 10_000}}
    found = compare_with_training(counts, {"dtks+p3ke": {"nik": {"EQUAL": 1.0}}})
    assert [line.verdict for line in found] == ["unknown", "unknown"]


def test_a_linked_month_has_a_report_and_running_it_again_leaves_it(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(300, seed=33))
    link_period(staging.warehouse, JULY)
    first = drift_report(staging.warehouse, JULY)
    link_period(staging.warehouse, JULY)
    assert drift_report(staging.warehouse, JULY) == first
    assert first.period == "2026-07"
    assert {line.kind for line in first.lines} >= {"dtks+p3ke", "dtks", "p3ke"}
    assert sum(line.cases for line in first.lines if line.statement == "itself") > 300


def test_a_month_that_was_not_linked_says_what_to_run(staging: Staging) -> None:
    with pytest.raises(UsageError, match="not linked") as raised:
        drift_report(staging.warehouse, JULY)
    assert "padan link --period 2026-07" in raised.value.remedy
