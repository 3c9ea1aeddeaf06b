"""The queue: only questions whose answer changes something, and none that was answered."""

from __future__ import annotations

from dataclasses import replace

from pipelines.linkage import link_period
from pipelines.linkage.model import Model, Thresholds, load_model
from pipelines.review.decide import decide, undo
from pipelines.review.pairs import Pair
from pipelines.review.queue import Question, kept_decisions, open_questions
from tests.linkage.conftest import AUGUST, JULY, Staging

from .people import BUDI, SITI

# Born on Siti's day in her village: another Siti, or she herself under another name?
DOUBTFUL = {**SITI, "nama": "SITI NURHALIZA", "nik": None, "alamat": "Jl. Durian RT 009"}


def model(**thresholds: float) -> Model:
    """The model in use with other thresholds, so that a pair lies in its band or out of it."""
    return replace(load_model(), thresholds=replace(Thresholds(), **thresholds))


NARROW = model(review_from=-2.1, review_to=-1.9)


def questions(staging: Staging) -> list[Question]:
    with staging.warehouse.transaction() as tx:
        return open_questions(tx)


def weight(staging: Staging, pair: Pair) -> float:
    with staging.warehouse.transaction() as tx:
        query = "select weight from linkage.pair where left_node_id = :l and right_node_id = :r"
        return float(tx.scalar(query, l=pair.left, r=pair.right))


def doubtful_pair(staging: Staging, used: Model | None = None) -> Pair:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **DOUBTFUL, source="p3ke")
    link_period(staging.warehouse, JULY, used)
    return Pair(*sorted(staging.node(row) for row in rows))


def test_a_pair_in_the_band_is_asked(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    (question,) = questions(staging)
    assert question.pair == pair
    assert question.weight == weight(staging, pair)


def test_a_pair_outside_the_band_is_not_asked(staging: Staging) -> None:
    doubtful_pair(staging, NARROW)
    assert questions(staging) == []


def test_a_pair_that_others_have_decided_is_moot(staging: Staging) -> None:
    doubtful_pair(staging, model(moot=0.0))
    assert questions(staging) == []


def test_two_clusters_are_one_question_however_many_pairs_lie_between(staging: Staging) -> None:
    doubtful_pair(staging)
    staging.add(AUGUST, **{**SITI, "tempat_lahir": "TENGGARONG"})
    link_period(staging.warehouse, AUGUST)
    assert [question.kind for question in questions(staging)] == ["join"]


def test_two_parts_that_only_doubtful_pairs_hold_together_are_asked(staging: Staging) -> None:
    staging.add(JULY, **SITI)
    staging.add(JULY, **{**SITI, "tanggal_lahir": None, "nik": None, "alamat": None}, source="p3ke")
    link_period(staging.warehouse, JULY)
    assert [question.kind for question in questions(staging)] == ["part"]


def test_two_people_of_one_month_who_become_one_change_any_and_both(staging: Staging) -> None:
    doubtful_pair(staging)
    (question,) = questions(staging)
    # One less in any, one more in both; each registry still lists one.
    assert question.counts_changed == 2


def test_two_people_of_different_months_change_no_count(staging: Staging) -> None:
    staging.add(JULY, **SITI)
    staging.add(AUGUST, **DOUBTFUL, source="p3ke")
    link_period(staging.warehouse, JULY)
    link_period(staging.warehouse, AUGUST)
    assert [question.counts_changed for question in questions(staging)] == [0]


def test_an_answered_pair_is_not_asked_again(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    for verdict in ("unknown", "different", "same"):
        decide(staging.warehouse, pair, verdict, reviewer="Rina")
        assert questions(staging) == []
        link_period(staging.warehouse, JULY)
        assert questions(staging) == []


def test_an_undone_answer_is_asked_again(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    number = decide(staging.warehouse, pair, "unknown", reviewer="Rina")
    link_period(staging.warehouse, JULY)
    undo(staging.warehouse, number, by="Rina")
    link_period(staging.warehouse, JULY)
    assert [question.pair for question in questions(staging)] == [pair]


def test_evidence_against_a_decision_asks_again_and_says_so(staging: Staging) -> None:
    key = {"source": "p3ke", "source_key": "p3ke:1/1", "source_key_is_trusted": True}
    rows = staging.add(JULY, **SITI), staging.add(JULY, **DOUBTFUL, **key)
    link_period(staging.warehouse, JULY)
    pair = Pair(*sorted(staging.node(row) for row in rows))
    number = decide(staging.warehouse, pair, "different", reviewer="Rina")
    # Next month the same entry has Siti's name and NIK.
    staging.add(AUGUST, **{**SITI, "alamat": DOUBTFUL["alamat"]}, **key)
    link_period(staging.warehouse, AUGUST)
    assert [question.contradicts for question in questions(staging)] == [number]
    assert [kept.state for kept in kept_decisions(staging.warehouse)] == ["doubted"]
    assert not staging.are_one(*rows)


def test_two_members_of_one_list_are_no_question(staging: Staging) -> None:
    family = {"no_kk": "6402990101100001", "hubungan_keluarga": "ANAK"}
    staging.add(JULY, **{**SITI, **family, "nama": "RINI SARI"})
    staging.add(JULY, **{**SITI, **family, "nama": "RINA SARI", "nik": "6402995705800002"})
    link_period(staging.warehouse, JULY)
    assert questions(staging) == []


def test_a_decision_that_a_newer_one_rules_out_is_named(staging: Staging) -> None:
    siti, budi = staging.add(JULY, **SITI), staging.add(JULY, **BUDI)
    joko = staging.add(JULY, **{**BUDI, "nama": "JOKO SUSILO", "nik": "6402991705800003"})
    link_period(staging.warehouse, JULY)
    nodes = [staging.node(row) for row in (siti, budi, joko)]
    for a, b, verdict in ((0, 1, "same"), (1, 2, "same"), (0, 2, "different")):
        pair = Pair(*sorted((nodes[a], nodes[b])))
        decide(staging.warehouse, pair, verdict, reviewer="Rina")
    states = [kept.state for kept in kept_decisions(staging.warehouse)]
    assert states == ["waits", "waits", "contradicted"]
