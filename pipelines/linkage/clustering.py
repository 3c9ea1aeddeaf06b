"""Clusters: which nodes are one person.

Correlation clustering by greedy additive edge contraction: again and again the two clusters with
the highest sum of weights between them become one, until no sum is positive. What cannot be one
person is held apart by a weight that no sum outweighs, so a chain of likenesses breaks where it is
weakest.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.linkage.constraints import LISTED_TWICE
from pipelines.linkage.families import IN_FAMILY, weigh_family_evidence
from pipelines.linkage.model import Model, Thresholds
from pipelines.linkage.scoring import compare, start_pairs, weigh

Nodes = NDArray[np.int64]
CANNOT_LINK = -1000.0
# Larger components are contracted on the pairs that rules proposed.
LARGEST_CLOSED = 60


@dataclass(frozen=True)
class Edges:
    """Weighted pairs of node positions; positive speaks for one person."""

    left: Nodes
    right: Nodes
    weight: NDArray[np.float64]

    def only(self, chosen: NDArray[np.bool_]) -> Edges:
        """The chosen ones."""
        return Edges(self.left[chosen], self.right[chosen], self.weight[chosen])


def cluster(engine: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the table `clustered (i, cluster)`: each node with the smallest `i` of its person."""
    count = _count(engine, "node")
    edges = _edges(engine, model.thresholds)
    components = _components(count, edges)
    _register(engine, components)
    contested = _contested(components, edges)
    edges = _concatenate(edges, _close(engine, model, contested))
    constraints = _constraints(engine)
    contested[components[constraints.left]] = True
    at_stake = edges.only(contested[components[edges.left]])
    nodes = np.flatnonzero(contested[components])
    clusters = components.copy()
    clusters[nodes] = nodes
    for node, owner in contract(_rows(at_stake), _rows(constraints)).items():
        clusters[node] = owner
    engine.unregister("component")
    engine.register("clusters", pa.table({"i": np.arange(count), "cluster": clusters}))
    engine.execute("create or replace temp table clustered as select * from clusters")
    engine.unregister("clusters")


def contract(
    edges: Iterable[tuple[int, int, float]], constraints: Iterable[tuple[int, int, float]]
) -> dict[int, int]:
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


def _adjacency(edges: Iterable[tuple[int, int, float]]) -> dict[int, dict[int, float]]:
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


def _edges(engine: duckdb.DuckDBPyConnection, thresholds: Thresholds, table: str = "pair") -> Edges:
    found = engine.sql(f"""
        select l, r, greatest(
            least(weight - {thresholds.link}, {thresholds.clip}), -{thresholds.clip}
        ) as weight
        from {table} order by l, r
    """).to_arrow_table()
    weights = np.round(found["weight"].to_numpy(), 6)
    return Edges(found["l"].to_numpy(), found["r"].to_numpy(), weights)


def _concatenate(first: Edges, second: Edges) -> Edges:
    return Edges(
        np.concatenate([first.left, second.left]),
        np.concatenate([first.right, second.right]),
        np.concatenate([first.weight, second.weight]),
    )


def _components(count: int, edges: Edges) -> Nodes:
    """The smallest node that positive weights lead to, for each node."""
    positive = edges.only(edges.weight > 0)
    ones = np.ones(len(positive.left), dtype=np.int8)
    graph = coo_array((ones, (positive.left, positive.right)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    # The first node with a label is its smallest.
    _, smallest = np.unique(labels, return_index=True)
    return np.asarray(smallest[labels])


def _register(engine: duckdb.DuckDBPyConnection, components: Nodes) -> None:
    table = pa.table({"i": np.arange(len(components)), "component": components})
    engine.register("component", table)


def _contested(components: Nodes, edges: Edges) -> NDArray[np.bool_]:
    """Whether a component, named by its smallest node, has any inner pair that is not positive."""
    sizes = np.bincount(components, minlength=len(components))
    positive = components[edges.left[edges.weight > 0]]
    pairs = np.bincount(positive, minlength=len(components))
    return np.asarray(pairs < sizes * (sizes - 1) // 2)


def _close(engine: duckdb.DuckDBPyConnection, model: Model, contested: NDArray[np.bool_]) -> Edges:
    """Compare the pairs inside contested components that no rule proposed.

    Without them a chain of likenesses would hold people together who have nothing in common.
    """
    engine.register("contested", pa.table({"component": np.flatnonzero(contested)}))
    engine.execute(f"""
        create or replace temp table candidate as
        with member as (
            select c.i, c.component
            from component as c
            inner join contested as x on c.component = x.component
            qualify count(*) over (partition by c.component) <= {LARGEST_CLOSED}
        )
        select a.i::integer as l, b.i::integer as r
        from member as a
        inner join member as b on a.component = b.component and a.i < b.i
        left join pair as p on a.i = p.l and b.i = p.r
        where p.l is null
    """)
    engine.unregister("contested")
    start_pairs(engine, "closing")
    compare(engine, "closing")
    weigh_family_evidence(engine, model.thresholds, "closing")
    weigh(engine, IN_FAMILY, model.in_family, "closing")
    return _edges(engine, model.thresholds, "closing")


def _constraints(engine: duckdb.DuckDBPyConnection) -> Edges:
    """Pairs that cannot be one person, inside components, whatever else speaks for it."""
    found = engine.sql(f"""
        with member as (
            select n.i, n.list, n.months, c.component
            from node as n inner join component as c on n.i = c.i
            where n.list is not null
        ),
        judged as (select * from pair union all by name select * from closing)
        select a.i as l, b.i as r
        from member as a
        inner join member as b on a.component = b.component and a.list = b.list
        left join judged as p on p.l = a.i and p.r = b.i
        where a.i < b.i and a.months & b.months <> 0 and not coalesce({LISTED_TWICE}, false)
        order by all
    """).to_arrow_table()
    weights = np.full(found.num_rows, CANNOT_LINK)
    return Edges(found["l"].to_numpy(), found["r"].to_numpy(), weights)


def _rows(edges: Edges) -> Iterable[tuple[int, int, float]]:
    return zip(edges.left.tolist(), edges.right.tolist(), edges.weight.tolist(), strict=True)


def _count(engine: duckdb.DuckDBPyConnection, table: str) -> int:
    (row,) = engine.execute(f"select count(*) from {table}").fetchall()
    return int(row[0])
