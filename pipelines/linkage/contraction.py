"""Contraction: from weighted pairs to clusters, heaviest sum first, and decisions above all."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

Edge = tuple[int, int, float]
Pair = tuple[int, int]

# No sum of evidence or of constraints comes near what a person decided.
DECIDED = 1e9


def contract(edges: Iterable[Edge], constraints: Iterable[Edge]) -> dict[int, int]:
    """Contract the heaviest sum of weights until none is positive.

    Returns:
        For each node that was joined to another, the smallest node of its cluster. Ties go to the
        smaller nodes, so the order of edges does not matter.
    """
    neighbours = _adjacency((*edges, *constraints))
    heap = [
        (-w, a, b) for a, near in neighbours.items() for b, w in near.items() if a < b and w > 0
    ]
    heapq.heapify(heap)
    owner: dict[int, int] = {}
    while heap:
        weight, a, b = heapq.heappop(heap)
        # Weights change as clusters grow; only an entry that still holds counts.
        if neighbours.get(a, {}).get(b) != -weight:
            continue
        owner[b] = a
        _merge(neighbours, a, b, heap)
    return {node: _root(owner, node) for node in owner}


def contract_as_decided(
    edges: Sequence[Edge],
    constraints: Sequence[Edge],
    same: Sequence[Pair],
    different: Sequence[Pair],
) -> dict[int, int]:
    """Contract, then join the clusters of nodes that were said to be one person.

    Whole clusters are joined, not two nodes: who was one with either side stays so, even where the
    evidence speaks against the other side, for this is what the decision overrules.

    Args:
        edges: Weighted pairs, none of them decided.
        constraints: Pairs that cannot be one person, as far as the machine knows.
        same: Decided pairs; together with `different` without contradiction.
        different: Decided pairs.

    Returns:
        As `contract`.
    """
    apart = [(a, b, -DECIDED) for a, b in different]
    owner = contract(edges, [*constraints, *apart])
    for group in _joined_clusters(owner, same):
        owner.update(_join(group, owner, edges, apart, same))
    return owner


def _joined_clusters(owner: dict[int, int], same: Sequence[Pair]) -> list[set[int]]:
    """The nodes of clusters that decisions lead from one to the other, group by group."""
    links = [(owner.get(a, a), owner.get(b, b)) for a, b in same]
    joined = contract([(min(a, b), max(a, b), DECIDED) for a, b in links if a != b], [])
    roots = {cluster: joined.get(cluster, cluster) for link in links for cluster in link}
    groups: dict[int, set[int]] = {}
    for cluster, root in roots.items():
        groups.setdefault(root, set()).add(cluster)
    for node, cluster in owner.items():
        if cluster in roots:
            groups[roots[cluster]].add(node)
    return [group for _, group in sorted(groups.items())]


def _join(
    group: set[int],
    owner: dict[int, int],
    edges: Sequence[Edge],
    apart: Sequence[Edge],
    same: Sequence[Pair],
) -> dict[int, int]:
    """Each node of the group with its cluster: one, unless decisions part some of its nodes."""
    parted = _inside(group, apart)
    if not parted:
        return dict.fromkeys(group, min(group))
    # What was decided first; then what the machine linked, as far as it can stay.
    bonds = [(a, b, DECIDED) for a, b in same if a in group]
    likely = [
        (a, b, weight if owner.get(a, a) == owner.get(b, b) else max(weight, 0.0))
        for a, b, weight in _inside(group, edges)
    ]
    inner = contract([*bonds, *likely], parted)
    return {node: inner.get(node, node) for node in group}


def _inside(group: set[int], edges: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge[0] in group and edge[1] in group]


def _merge(
    neighbours: dict[int, dict[int, float]], a: int, b: int, heap: list[tuple[float, int, int]]
) -> None:
    near = neighbours.pop(b)
    del neighbours[a][b], near[a]
    for other, weight in near.items():
        del neighbours[other][b]
        total = round(neighbours[a].get(other, 0.0) + weight, 6)
        neighbours[a][other] = total
        neighbours[other][a] = total
        if total > 0:
            heapq.heappush(heap, (-total, min(a, other), max(a, other)))


def _adjacency(edges: Iterable[Edge]) -> dict[int, dict[int, float]]:
    neighbours: dict[int, dict[int, float]] = {}
    for a, b, weight in edges:
        total = round(neighbours.setdefault(a, {}).get(b, 0.0) + weight, 6)
        neighbours[a][b] = total
        neighbours.setdefault(b, {})[a] = total
    return neighbours


def _root(owner: dict[int, int], node: int) -> int:
    while node in owner:
        node = owner[node]
    return node
