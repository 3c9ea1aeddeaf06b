"""Precision and recall had the threshold been another: clusters made anew from the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.clustering import cluster
from pipelines.linkage.decisions import load_decisions
from pipelines.linkage.evaluate.pairs import PairFigures, count_pairs
from pipelines.linkage.evaluate.standing import Standing
from pipelines.linkage.model import Model
from pipelines.linkage.resolve import resolve

# Weights in nats; pairs below the model's `keep` are not there any more.
THRESHOLDS = (-8.0, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class ThresholdFigures:
    """What linking at a threshold (log odds, natural logarithm) would give over all pairs."""

    threshold: float
    figures: PairFigures


def evaluate_thresholds(
    standing: Standing,
    rows: pa.Table,
    model: Model,
    thresholds: Sequence[float] = THRESHOLDS,
) -> list[ThresholdFigures]:
    """Cluster at each threshold and count pairs of rows of one month.

    Args:
        standing: What the warehouse holds.
        rows: `period, node_id, true_person_id`.
        model: Its weights are kept, its `link` is replaced.
    """
    found = []
    with open_engine() as engine:
        resolve(engine, standing.nodes, standing.pairs, model, standing.decisions)
        settled = load_decisions(engine, standing.decisions)
        engine.register("known_row", rows)
        for threshold in thresholds:
            other = replace(model, thresholds=replace(model.thresholds, link=threshold))
            cluster(engine, other, settled)
            engine.execute("""
                create or replace temp table linked as
                select k.period, k.true_person_id, c.cluster as person_id
                from known_row as k
                inner join node as n on k.node_id = n.node_id
                inner join clustered as c on n.i = c.i
            """)
            found.append(ThresholdFigures(threshold, count_pairs(engine, "linked")))
    return found
