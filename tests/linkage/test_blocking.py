"""Which pairs are looked at, and which not again."""

from __future__ import annotations

from pipelines.engine import open_engine
from pipelines.linkage.blocking import block
from pipelines.linkage.columns import prepare

from .nodes import nodes_of
from .people import staged_rows


def candidates(known: int) -> set[tuple[int, int]]:
    """Pairs of node ids that are proposed where the first `known` nodes were compared before."""
    with open_engine() as engine:
        prepare(engine, nodes_of(staged_rows(400, seed=12), known=known))
        block(engine)
        found = engine.execute("""
            select least(l.node_id, r.node_id), greatest(l.node_id, r.node_id)
            from candidate as c
            inner join node as l on c.l = l.i
            inner join node as r on c.r = r.i
        """).fetchall()
    return set(found)


def test_only_pairs_with_a_new_node_are_proposed_and_all_of_these() -> None:
    known = 300
    with_new = {pair for pair in candidates(known=0) if max(pair) > known}
    assert candidates(known=known) == with_new
    assert with_new
