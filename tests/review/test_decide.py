"""Decisions in the warehouse: they bind, outlive runs and models, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelines.errors import UsageError
from pipelines.linkage import link, link_period
from pipelines.linkage.model import load_model
from pipelines.review.decide import decide, undo
from pipelines.review.pairs import Pair, parse_pair
from tests.linkage.conftest import AUGUST, JULY, Staging
from tests.linkage.people import staged_rows

from .people import BUDI, SITI

NEXT_WORDING = {"alamat": "Jl. Melati RT 004"}


def two_people(staging: Staging) -> tuple[int, int]:
    """Rows of Siti and Budi, linked as two people."""
    rows = staging.add(JULY, **SITI), staging.add(JULY, **BUDI, source="p3ke")
    link_period(staging.warehouse, JULY)
    return rows


def pair_of(staging: Staging, *rows: int) -> Pair:
    return Pair(*sorted(staging.node(row) for row in rows))


def say(staging: Staging, verdict: str, *rows: int) -> int:
    pair = pair_of(staging, *rows)
    return decide(staging.warehouse, pair, verdict, reviewer="Rina")


def test_the_same_month_again_heeds_a_new_decision(staging: Staging) -> None:
    rows = two_people(staging)
    say(staging, "same", *rows)
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_two_rows_that_the_machine_links_can_be_parted(staging: Staging) -> None:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **SITI, source="p3ke")
    link_period(staging.warehouse, JULY)
    say(staging, "different", *rows)
    link_period(staging.warehouse, JULY)
    assert not staging.are_one(*rows)


def test_what_is_decided_while_the_linkage_runs_is_heeded_by_the_next_run(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **BUDI, source="p3ke")
    find_people = link.find_people

    def decide_meanwhile(*arguments: Any, **named: Any) -> Any:
        monkeypatch.undo()
        found = find_people(*arguments, **named)
        # The run is not committed yet: its nodes are known from the run before.
        say(staging, "same", *rows)
        return found

    link_period(staging.warehouse, JULY)
    staging.add(JULY, **{**SITI, "nama": "RAHMAT", "nik": None})
    monkeypatch.setattr(link, "find_people", decide_meanwhile)
    link_period(staging.warehouse, JULY)
    assert not staging.are_one(*rows)
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_once_heeded_the_same_month_again_changes_no_row(staging: Staging) -> None:
    rows = two_people(staging)
    say(staging, "same", *rows)
    link_period(staging.warehouse, JULY)
    before = staging.snapshot()
    link_period(staging.warehouse, JULY)
    assert staging.snapshot() == before


def test_an_undone_decision_leaves_the_clusters_of_before(staging: Staging) -> None:
    staging.add_all(JULY, staged_rows(60, seed=11))
    rows = two_people(staging)
    before = staging.clusters()
    decision = say(staging, "same", *rows)
    link_period(staging.warehouse, JULY)
    assert staging.clusters() != before
    undo(staging.warehouse, decision, by="Rina")
    link_period(staging.warehouse, JULY)
    assert staging.clusters() == before


def test_a_decision_holds_for_next_months_wordings(staging: Staging) -> None:
    rows = two_people(staging)
    say(staging, "same", *rows)
    later = [
        staging.add(AUGUST, **{**SITI, **NEXT_WORDING}),
        staging.add(AUGUST, **{**BUDI, **NEXT_WORDING}, source="p3ke"),
    ]
    link_period(staging.warehouse, AUGUST)
    assert staging.are_one(*rows, *later)


def test_no_later_wording_joins_what_was_parted(staging: Staging) -> None:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **SITI, source="p3ke")
    link_period(staging.warehouse, JULY)
    say(staging, "different", *rows)
    staging.add(AUGUST, **{**SITI, **NEXT_WORDING})
    link_period(staging.warehouse, AUGUST)
    assert not staging.are_one(*rows)


def test_a_decision_outlives_another_model(staging: Staging) -> None:
    rows = two_people(staging)
    say(staging, "same", *rows)
    link_period(staging.warehouse, JULY, replace(load_model(), version="other"))
    assert staging.are_one(*rows)


def test_a_decision_outlives_nodes_that_are_numbered_anew(staging: Staging) -> None:
    rows = two_people(staging)
    say(staging, "same", *rows)
    staging.forget_linkage()
    staging.add_all(JULY, staged_rows(20, seed=12))
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)


def test_a_decision_on_a_withdrawn_row_is_silent_until_it_returns(staging: Staging) -> None:
    siti, budi = two_people(staging)
    say(staging, "same", siti, budi)
    staging.withdraw(budi)
    link_period(staging.warehouse, JULY)
    assert siti in staging.clusters()
    again = staging.add(JULY, **BUDI, source="p3ke")
    link_period(staging.warehouse, JULY)
    assert staging.are_one(siti, again)


def test_of_contradicting_decisions_the_newest_holds_and_the_other_is_named(
    staging: Staging,
) -> None:
    siti, budi = two_people(staging)
    third = staging.add(JULY, **{**BUDI, "nama": "JOKO SUSILO", "nik": "6402991705800003"})
    link_period(staging.warehouse, JULY)
    oldest = say(staging, "same", siti, budi)
    say(staging, "same", budi, third)
    say(staging, "different", siti, third)
    assert link_period(staging.warehouse, JULY).contradicted == (oldest,)
    assert staging.are_one(budi, third)
    assert not staging.are_one(siti, third)


def test_a_decision_keeps_what_was_seen(staging: Staging) -> None:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **SITI, source="p3ke")
    link_period(staging.warehouse, JULY)
    say(staging, "same", *rows)
    seen = _decision(staging)
    assert seen["seen_weight"] > 0
    assert seen["seen_levels"] == _levels(staging)
    assert seen["seen_model_version"] == load_model().version


def test_a_pair_that_was_never_compared_can_be_decided(staging: Staging) -> None:
    siti = staging.add(JULY, **SITI)
    other = {"nama": "YOHANES", "jenis_kelamin": "L", "village_code_kemendagri": "6402011001"}
    rows = siti, staging.add(JULY, **other, source="p3ke")
    link_period(staging.warehouse, JULY)
    say(staging, "same", *rows)
    link_period(staging.warehouse, JULY)
    assert staging.are_one(*rows)
    assert _decision(staging)["seen_weight"] is None


def test_a_decision_is_undone_once(staging: Staging) -> None:
    decision = say(staging, "same", *two_people(staging))
    undo(staging.warehouse, decision, by="Rina")
    with pytest.raises(UsageError, match="no decision"):
        undo(staging.warehouse, decision, by="Rina")


@pytest.mark.parametrize("name", ["", "12", "12-12", "12-x", "1-2-3"])
def test_what_is_no_pair_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        parse_pair(name)


def test_a_pair_has_one_name_in_either_order() -> None:
    assert parse_pair("34-12") == Pair(12, 34)
    assert str(Pair(12, 34)) == "12-34"


def test_a_pair_of_unknown_nodes_is_refused(staging: Staging) -> None:
    with pytest.raises(UsageError, match="no pair"):
        decide(staging.warehouse, Pair(1, 2), "same", reviewer="Rina")


def test_nobody_decides_without_a_name(staging: Staging) -> None:
    with pytest.raises(UsageError, match="reviewer"):
        decide(staging.warehouse, Pair(1, 2), "same", reviewer=" ")


def _decision(staging: Staging) -> dict[str, Any]:
    with staging.warehouse.transaction() as tx:
        (row,) = tx.rows_of("select * from linkage.decision", "the decision")
        return dict(row)


def _levels(staging: Staging) -> str:
    with staging.warehouse.transaction() as tx:
        return str(tx.scalar("select levels from linkage.pair"))
