"""Decisions: what people said of two nodes, and how it binds the clusters.

A decision is about two wordings, and outlives what becomes of them: next month's wordings join the
cluster of either side, and the decision holds for the clusters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"
VERDICTS = (SAME, DIFFERENT, UNKNOWN)

DECISION_SCHEMA = pa.schema(
    [
        ("decision_id", pa.int32()),
        ("left_node_id", pa.int32()),
        ("right_node_id", pa.int32()),
        ("verdict", pa.string()),
        ("seen_weight", pa.float64()),
    ]
)


@dataclass(frozen=True)
class Decision:
    """A verdict on two nodes; higher ids are newer."""

    decision_id: int
    left: int
    right: int
    verdict: str


@dataclass(frozen=True)
class Settled:
    """Decisions that can all be kept at once.

    Attributes:
        same: Pairs of nodes that are one person.
        different: Pairs that no cluster may hold.
        contradicted: Ids of decisions that newer ones rule out.
    """

    same: tuple[tuple[int, int], ...]
    different: tuple[tuple[int, int], ...]
    contradicted: tuple[int, ...]


@dataclass
class _Groups:
    """Nodes that were said to be one person, and which of these groups are apart."""

    parents: dict[int, int] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=dict)

    def root(self, node: int) -> int:
        while node in self.parents:
            node = self.parents[node]
        return node

    def join(self, left: int, right: int) -> bool:
        a, b = sorted((self.root(left), self.root(right)))
        if b in self.apart.get(a, ()):
            return False
        if a != b:
            self.parents[b] = a
            for other in self.apart.pop(b, set()):
                self.apart[other].discard(b)
                self._part(a, other)
        return True

    def part(self, left: int, right: int) -> bool:
        a, b = self.root(left), self.root(right)
        if a == b:
            return False
        self._part(a, b)
        return True

    def _part(self, a: int, b: int) -> None:
        self.apart.setdefault(a, set()).add(b)
        self.apart.setdefault(b, set()).add(a)


def settle(decisions: Iterable[Decision]) -> Settled:
    """Return what can hold of all decisions: the newest first, a contradiction gives way to it.

    A pair has the verdict of its newest decision; older ones of the same pair are history and no
    contradiction.
    """
    groups = _Groups()
    same: list[tuple[int, int]] = []
    different: list[tuple[int, int]] = []
    contradicted: list[int] = []
    seen: set[tuple[int, int]] = set()
    for decision in sorted(decisions, key=lambda one: -one.decision_id):
        pair = (min(decision.left, decision.right), max(decision.left, decision.right))
        if pair in seen:
            continue
        seen.add(pair)
        if decision.verdict == SAME:
            kept, holds = same, groups.join(*pair)
        elif decision.verdict == DIFFERENT:
            kept, holds = different, groups.part(*pair)
        else:
            continue
        if holds:
            kept.append(pair)
        else:
            contradicted.append(decision.decision_id)
    return Settled(tuple(sorted(same)), tuple(sorted(different)), tuple(sorted(contradicted)))


def load_decisions(engine: duckdb.DuckDBPyConnection, decisions: pa.Table) -> Settled:
    """Make the table `decision (decision_id, l, r, verdict, seen_weight)` of standing nodes.

    Decisions about a node that stands no more are silent until it stands again.

    Args:
        engine: Has the table `node`.
        decisions: Rows of `DECISION_SCHEMA`.

    Returns:
        What holds of them, by the nodes' `i`.
    """
    engine.register("decisions", decisions)
    engine.execute("""
        create or replace temp table decision as
        select d.decision_id, least(l.i, r.i) as l, greatest(l.i, r.i) as r,
            d.verdict, d.seen_weight
        from decisions as d
        inner join node as l on d.left_node_id = l.node_id
        inner join node as r on d.right_node_id = r.node_id
        -- Of several about one pair the newest is its decision.
        qualify row_number() over (
            partition by least(l.i, r.i), greatest(l.i, r.i) order by d.decision_id desc
        ) = 1
    """)
    engine.unregister("decisions")
    found = engine.execute("select decision_id, l, r, verdict from decision").fetchall()
    return settle(Decision(*row) for row in found)
