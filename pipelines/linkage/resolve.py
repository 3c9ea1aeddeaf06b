"""The chain in memory: block, compare, weigh, ask the families, cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.linkage.blocking import BlockingFigures, block
from pipelines.linkage.clustering import cluster
from pipelines.linkage.columns import prepare
from pipelines.linkage.comparisons import ALONE
from pipelines.linkage.decisions import DECISION_SCHEMA, load_decisions
from pipelines.linkage.families import (
    IN_FAMILY,
    measure_lists,
    meet_lists,
    propose_relatives,
    touch_lists,
    weigh_family_evidence,
)
from pipelines.linkage.model import Model
from pipelines.linkage.questions import ask
from pipelines.linkage.scoring import compare, start_pairs, weigh
from pipelines.linkage.store import add_settled_pairs, load_known_pairs

FAMILY_PASSES = 2


@dataclass(frozen=True)
class Weighing:
    """What comparing saw.

    Attributes:
        rules: Pairs per blocking rule.
        bands: Pairs per band of weight.
    """

    rules: Sequence[BlockingFigures]
    bands: dict[str, int]


@dataclass(frozen=True)
class People:
    """What clustering saw.

    Attributes:
        contradicted: Ids of decisions that newer ones rule out.
        questions: Pairs that a person should decide, rows of `question`.
    """

    contradicted: Sequence[int]
    questions: int


def resolve(
    engine: duckdb.DuckDBPyConnection,
    nodes: pa.Table,
    known: pa.Table,
    model: Model,
    decisions: pa.Table | None = None,
    *,
    new_month: int | None = None,
) -> None:
    """Make the tables `pair`, `clustered` and `question`: `weigh_pairs` and `find_people`."""
    weigh_pairs(engine, nodes, known, model, new_month=new_month)
    given = DECISION_SCHEMA.empty_table() if decisions is None else decisions
    find_people(engine, model, given)


def weigh_pairs(
    engine: duckdb.DuckDBPyConnection,
    nodes: pa.Table,
    known: pa.Table,
    model: Model,
    *,
    new_month: int | None = None,
) -> Weighing:
    """Make the table `pair` from nodes and known pairs.

    Args:
        engine: Gets `node` and what is needed to compare more of it.
        nodes: Rows of `KEY_SCHEMA`; only pairs with a new node are compared.
        known: Rows of `PAIR_SCHEMA` between nodes that are not new.
        model: What weighs.
        new_month: The bit in `months` of a month whose rows all came since `known` was made, and
            with it nothing else: families of whom it tells nothing new are not asked again.
    """
    prepare(engine, nodes)
    measure_lists(engine)
    touch_lists(engine, new_month)
    start_pairs(engine)
    rules = block(engine)
    compare(engine)
    weigh(engine, ALONE, model.alone, above=model.thresholds.keep)
    load_known_pairs(engine, known)
    weigh(engine, ALONE, model.alone)
    propose_relatives(engine, model.thresholds)
    compare(engine)
    weigh(engine, ALONE, model.alone)
    meet_lists(engine)
    for _ in range(FAMILY_PASSES):
        weigh_family_evidence(engine, model.thresholds)
        weigh(engine, IN_FAMILY, model.in_family)
    add_settled_pairs(engine)
    return Weighing(rules, _bands(engine, model))


def find_people(engine: duckdb.DuckDBPyConnection, model: Model, decisions: pa.Table) -> People:
    """Make the tables `clustered (i, cluster)` and `question`.

    Args:
        engine: Has been through `weigh_pairs`.
        model: What weighs.
        decisions: Rows of `DECISION_SCHEMA`: what people said.
    """
    settled = load_decisions(engine, decisions)
    cluster(engine, model, settled)
    return People(settled.contradicted, ask(engine, model.thresholds))


def _bands(engine: duckdb.DuckDBPyConnection, model: Model) -> dict[str, int]:
    link = model.thresholds.link
    (row,) = engine.execute(f"""
        select count(*) filter (weight > {link} + 6),
            count(*) filter (weight between {link} - 6 and {link} + 6),
            count(*) filter (weight < {link} - 6)
        from pair
    """).fetchall()
    return dict(zip(("linked", "doubtful", "apart"), map(int, row), strict=True))
