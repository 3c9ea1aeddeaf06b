"""Clusters: which nodes are one person.

Correlation clustering by greedy additive edge contraction: again and again the two clusters with
the highest sum of weights between them become one, until no sum is positive. What cannot be one
person is held apart by a weight that no sum outweighs, so a chain of likenesses breaks where it is
weakest. What people decided goes before all of it (`decisions.py`, `contraction.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.linkage.constraints import LISTED_TWICE
from pipelines.linkage.contraction import DECIDED, contract_as_decided
from pipelines.linkage.decisions import Settled
from pipelines.linkage.families import IN_FAMILY, meet_lists, weigh_family_evidence
from pipelines.linkage.model import Model, Thresholds
from pipelines.linkage.scoring import compare, start_pairs, weigh

Nodes = NDArray[np.int64]
CANNOT_LINK = -1000.0
# Of what a pair weighs beyond the clip, so much counts.
BEYOND_CLIP = 0.01
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


def cluster(engine: duckdb.DuckDBPyConnection, model: Model, settled: Settled) -> None:
    """Make the table `clustered (i, cluster)`: each node with the smallest `i` of its person.

    It leaves `closing` behind, the pairs compared here, with the columns of `pair`.

    Args:
        engine: Has the tables `node` and `pair`.
        model: What weighs.
        settled: What people decided, by `i`; it goes before all weights and constraints.
    """
    count = _count(engine, "node")
    edges = _undecided(count, _edges(engine, model.thresholds), settled)
    holding = _concatenate(edges, _bonds(settled.same))
    components = _components(count, holding)
    _keep_components(engine, components)
    contested = _contested(components, holding)
    closing = _close(engine, model, contested)
    edges = _concatenate(edges, _undecided(count, closing, settled))
    constraints = _constraints(engine)
    contested[components[constraints.left]] = True
    at_stake = edges.only(contested[components[edges.left]])
    nodes = np.flatnonzero(contested[components])
    clusters = components.copy()
    clusters[nodes] = nodes
    same = [(a, b) for a, b in settled.same if contested[components[a]]]
    owners = contract_as_decided(_rows(at_stake), _rows(constraints), same, settled.different)
    for node, owner in owners.items():
        clusters[node] = owner
    engine.register("clusters", pa.table({"i": np.arange(count), "cluster": clusters}))
    engine.execute("create or replace temp table clustered as select * from clusters")
    engine.unregister("clusters")


def _edges(engine: duckdb.DuckDBPyConnection, thresholds: Thresholds, table: str = "pair") -> Edges:
    found = engine.sql(f"""
        select l, r, weight - {thresholds.link} as weight from {table} order by l, r
    """).to_arrow_table()
    weights = found["weight"].to_numpy()
    clipped = np.clip(weights, -thresholds.clip, thresholds.clip)
    # Not cut off: of two pairs beyond it, the stronger still goes first.
    weights = np.round(clipped + BEYOND_CLIP * (weights - clipped), 6)
    return Edges(found["l"].to_numpy(), found["r"].to_numpy(), weights)


def _concatenate(first: Edges, second: Edges) -> Edges:
    return Edges(
        np.concatenate([first.left, second.left]),
        np.concatenate([first.right, second.right]),
        np.concatenate([first.weight, second.weight]),
    )


def _undecided(count: int, edges: Edges, settled: Settled) -> Edges:
    """Without the pairs that people decided: their weight is of no account any more."""
    decided = [a * count + b for a, b in (*settled.same, *settled.different)]
    if not decided:
        return edges
    return edges.only(~np.isin(edges.left.astype(np.int64) * count + edges.right, decided))


def _bonds(pairs: Sequence[tuple[int, int]]) -> Edges:
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Edges(left, right, np.full(len(pairs), DECIDED))


def _components(count: int, edges: Edges) -> Nodes:
    """The smallest node that positive weights lead to, for each node."""
    positive = edges.only(edges.weight > 0)
    ones = np.ones(len(positive.left), dtype=np.int8)
    graph = coo_array((ones, (positive.left, positive.right)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    # The first node with a label is its smallest.
    _, smallest = np.unique(labels, return_index=True)
    return np.asarray(smallest[labels])


def _keep_components(engine: duckdb.DuckDBPyConnection, components: Nodes) -> None:
    table = pa.table({"i": np.arange(len(components)), "component": components})
    engine.register("components", table)
    engine.execute("create or replace temp table component as select * from components")
    engine.unregister("components")


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
    meet_lists(engine, "closing")
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


def _rows(edges: Edges) -> list[tuple[int, int, float]]:
    return list(zip(edges.left.tolist(), edges.right.tolist(), edges.weight.tolist(), strict=True))


def _count(engine: duckdb.DuckDBPyConnection, table: str) -> int:
    (row,) = engine.execute(f"select count(*) from {table}").fetchall()
    return int(row[0])
