"""Contraction: the heaviest first, never against a constraint, whatever the order."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.linkage.clustering import CANNOT_LINK
from pipelines.linkage.contraction import contract

NODES = st.integers(0, 9)
EDGES = st.dictionaries(
    st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-12, 12, allow_nan=False).map(lambda weight: round(weight, 6)),
    max_size=30,
).map(lambda edges: [(a, b, weight) for (a, b), weight in edges.items()])


def clusters(owners: dict[int, int]) -> list[int]:
    return [owners.get(node, node) for node in range(10)]


def test_a_chain_breaks_where_it_is_weakest() -> None:
    edges = [(0, 1, 9.0), (1, 2, 3.0), (2, 3, 9.0)]
    found = clusters(contract(edges, [(0, 3, CANNOT_LINK)]))
    assert found[:4] == [0, 0, 2, 2]


def test_many_weak_doubts_outweigh_one_likeness() -> None:
    edges = [(0, 1, 9.0), (0, 2, -4.0), (1, 2, 3.0)]
    assert clusters(contract(edges, []))[:3] == [0, 0, 2]


@given(EDGES, st.lists(st.tuples(NODES, NODES).filter(lambda p: p[0] < p[1]), max_size=8))
def test_no_constraint_is_violated(
    edges: list[tuple[int, int, float]], apart: list[tuple[int, int]]
) -> None:
    constraints = [(a, b, CANNOT_LINK) for a, b in set(apart)]
    found = clusters(contract(edges, constraints))
    assert all(found[a] != found[b] for a, b, _ in constraints)


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_edges_does_not_matter(
    edges: list[tuple[int, int, float]], shuffle: random.Random
) -> None:
    shuffled = edges.copy()
    shuffle.shuffle(shuffled)
    assert contract(shuffled, []) == contract(edges, [])


@given(EDGES)
def test_a_cluster_is_named_by_its_smallest_node(edges: list[tuple[int, int, float]]) -> None:
    found = clusters(contract(edges, []))
    assert all(found[owner] == owner <= node for node, owner in enumerate(found))
