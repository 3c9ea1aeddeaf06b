"""What people decided: newest first, above all evidence, for whole clusters, and undone exactly."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.linkage.contraction import contract, contract_as_decided
from pipelines.linkage.decisions import DIFFERENT, SAME, UNKNOWN, Decision, settle

NODES = st.integers(0, 9)
PAIRS = st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1])
EDGES = st.dictionaries(PAIRS, st.integers(-12, 12).map(float), max_size=30).map(
    lambda edges: [(a, b, weight) for (a, b), weight in edges.items()]
)
DECISIONS = st.lists(
    st.tuples(PAIRS, st.sampled_from([SAME, DIFFERENT, UNKNOWN])), max_size=10
).map(
    lambda given: [
        Decision(number, *pair, verdict) for number, (pair, verdict) in enumerate(given, 1)
    ]
)


def clusters(owners: dict[int, int]) -> list[int]:
    return [owners.get(node, node) for node in range(10)]


def decided(edges: list[tuple[int, int, float]], decisions: list[Decision]) -> list[int]:
    settled = settle(decisions)
    known = {*settled.same, *settled.different}
    open_edges = [edge for edge in edges if edge[:2] not in known]
    return clusters(contract_as_decided(open_edges, [], settled.same, settled.different))


def test_a_contradiction_ends_with_the_newest() -> None:
    chain = [Decision(1, 0, 1, SAME), Decision(2, 1, 2, SAME), Decision(3, 0, 2, DIFFERENT)]
    settled = settle(chain)
    assert settled.different == ((0, 2),)
    assert settled.same == ((1, 2),)
    assert settled.contradicted == (1,)


def test_another_word_on_the_same_pair_is_no_contradiction() -> None:
    settled = settle([Decision(1, 0, 1, SAME), Decision(2, 0, 1, DIFFERENT)])
    assert (settled.same, settled.different, settled.contradicted) == ((), ((0, 1),), ())


def test_unknown_takes_an_earlier_verdict_back() -> None:
    assert settle([Decision(1, 0, 1, SAME), Decision(2, 0, 1, UNKNOWN)]).same == ()


def test_who_was_one_with_either_side_stays_so() -> None:
    edges = [(0, 2, 5.0), (1, 3, 5.0), (0, 3, -12.0), (1, 2, -12.0), (2, 3, -12.0)]
    found = contract_as_decided(edges, [], [(0, 1)], [])
    assert clusters(found)[:4] == [0, 0, 0, 0]


def test_a_decision_goes_before_a_constraint() -> None:
    found = contract_as_decided([(0, 1, -12.0)], [(0, 1, -1000.0)], [(0, 1)], [])
    assert clusters(found)[:2] == [0, 0]


def test_where_decisions_part_a_joined_cluster_it_breaks_at_the_weakest() -> None:
    edges = [(0, 2, 9.0), (1, 3, 3.0)]
    found = contract_as_decided(edges, [], [(0, 1)], [(2, 3)])
    assert clusters(found)[:4] == [0, 0, 0, 3]


@given(EDGES, DECISIONS)
def test_what_holds_of_the_decisions_is_obeyed(
    edges: list[tuple[int, int, float]], decisions: list[Decision]
) -> None:
    settled = settle(decisions)
    found = decided(edges, decisions)
    assert all(found[a] == found[b] for a, b in settled.same)
    assert all(found[a] != found[b] for a, b in settled.different)


@given(DECISIONS)
def test_the_newest_decision_always_holds(decisions: list[Decision]) -> None:
    settled = settle(decisions)
    assert not decisions or decisions[-1].decision_id not in settled.contradicted


@given(DECISIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_read_does_not_matter(
    decisions: list[Decision], shuffle: random.Random
) -> None:
    shuffled = decisions.copy()
    shuffle.shuffle(shuffled)
    assert settle(shuffled) == settle(decisions)


@given(EDGES, PAIRS)
def test_one_person_decided_joins_two_clusters_and_touches_no_other(
    edges: list[tuple[int, int, float]], pair: tuple[int, int]
) -> None:
    before = decided([edge for edge in edges if edge[:2] != pair], [])
    after = decided(edges, [Decision(1, *pair, SAME)])
    joined = {before[pair[0]], before[pair[1]]}
    assert after == [min(joined) if cluster in joined else cluster for cluster in before]


@given(EDGES)
def test_without_decisions_nothing_is_otherwise(edges: list[tuple[int, int, float]]) -> None:
    assert contract_as_decided(edges, [], [], []) == contract(edges, [])
