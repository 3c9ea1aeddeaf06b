"""Training on what the warehouse holds, and judging old and new where a truth is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.errors import UsageError
from pipelines.linkage.drift_counts import training_shares
from pipelines.linkage.evaluate.pairs import PairEvaluation, evaluate_pairs
from pipelines.linkage.evaluate.truth import LINKED_SCHEMA, find_truth, with_truth
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import (
    MODELS,
    Model,
    Thresholds,
    load_model,
    next_version,
    save_model,
)
from pipelines.linkage.resolve import resolve
from pipelines.linkage.scoring import evidence
from pipelines.linkage.store import PAIR_SCHEMA
from pipelines.linkage.training import train_model
from pipelines.linkage.wordings import standing_nodes
from pipelines.warehouse import Transaction, Warehouse

# With fewer, the rare levels (twins, moved people) are seen too seldom to weigh them.
FEWEST_NODES = 20_000


@dataclass(frozen=True)
class TrainingReport:
    """A new model version, and what both models made of the same rows where truth is known.

    Attributes:
        path: The new model's file.
        model: The new model.
        before: What the newest model before it achieves, None without truth or where there is none
            that knows all levels of today's comparisons.
        after: What the new one achieves, None without truth.
    """

    path: Path
    model: Model
    before: PairEvaluation | None
    after: PairEvaluation | None


def train(warehouse: Warehouse, truth: Path | None = None, folder: Path = MODELS) -> TrainingReport:
    """Fit a new model version to all nodes of the warehouse and write it beside the others.

    Truth is never used to fit; where given, the new and the old model are judged by it.

    Raises:
        UsageError: Too little is linked yet, or `truth` is not about these drops.
    """
    with warehouse.transaction() as transaction:
        nodes = _as_new(transaction)
        linked = transaction.copy_out("linkage/linked_rows", LINKED_SCHEMA)
    if nodes.num_rows < FEWEST_NODES:
        raise UsageError(
            f"{nodes.num_rows} nodes are too little to train on; it takes {FEWEST_NODES}.",
            remedy="Run more months, or keep the model that there is.",
        )
    with open_engine() as engine:
        model = train_model(engine, nodes, next_version(folder), Thresholds())
    model = _with_reference(nodes, model)
    before = after = None
    if truth is not None:
        known = with_truth(linked, find_truth(truth))
        after = _judge(nodes, known, model)
        model = replace(model, figures=_figures(after))
        if any(folder.glob("[0-9]*.json")) and _knows_every_level(load_model()):
            before = _judge(nodes, known, load_model())
    return TrainingReport(save_model(model, folder), model, before, after)


def _with_reference(nodes: pa.Table, model: Model) -> Model:
    """Let the model carry what its training months looked like: later ones are held against it."""
    with open_engine() as engine:
        resolve(engine, nodes, PAIR_SCHEMA.empty_table(), model)
        seen = training_shares(engine, model)
    return replace(model, trained_on={**model.trained_on, "shares": seen})


def _as_new(transaction: Transaction) -> pa.Table:
    nodes = standing_nodes(transaction)
    position = nodes.schema.get_field_index("cluster_id")
    return nodes.set_column(position, "cluster_id", pa.nulls(nodes.num_rows, pa.int32()))


def _knows_every_level(model: Model) -> bool:
    """Whether a model can weigh all that is compared today; levels may be newer than it."""
    no_pairs = np.zeros((0, len(IN_FAMILY)), dtype=np.uint8)
    return all(
        set(comparison.level_names()) <= set(model.in_family.levels.get(name, ()))
        for name, comparison, _ in evidence(no_pairs, IN_FAMILY)
    )


def _judge(nodes: pa.Table, known: pa.Table, model: Model) -> PairEvaluation:
    with open_engine() as engine:
        resolve(engine, nodes, PAIR_SCHEMA.empty_table(), model)
        engine.register("known", known)
        rows = engine.sql("""
            select k.* replace (c.cluster as person_id)
            from known as k
            inner join node as n on k.node_id = n.node_id
            inner join clustered as c on n.i = c.i
        """).to_arrow_table()
        engine.unregister("known")
    return evaluate_pairs(rows)


def _figures(evaluation: PairEvaluation) -> dict[str, Any]:
    return {
        "f1": {group: round(figures.f1, 5) for group, figures in evaluation.pairs.items()},
        **{name: round(value, 6) for name, value in asdict(evaluation).items() if name != "pairs"},
    }
