"""Training and judging on a simulated month whose truth is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.errors import UsageError
from pipelines.linkage.evaluate import Evaluation, evaluate
from pipelines.linkage.model import (
    MODELS,
    Model,
    Thresholds,
    load_model,
    next_version,
    save_model,
)
from pipelines.linkage.resolve import open_engine, resolve
from pipelines.linkage.store import PAIR_SCHEMA, standing_nodes
from pipelines.linkage.training import train_model
from pipelines.warehouse import Transaction, Warehouse

LINKED_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("source", pa.string()),
        ("file_name", pa.string()),
        ("sheet_name", pa.string()),
        ("row_number", pa.int64()),
        ("node_id", pa.int64()),
        ("person_id", pa.int64()),
    ]
)

# With fewer, the rare levels (twins, moved people) are seen too seldom to weigh them.
FEWEST_NODES = 20_000


@dataclass(frozen=True)
class TrainingReport:
    """A new model version, and what both models made of the same rows where truth is known.

    Attributes:
        path: The new model's file.
        model: The new model.
        before: What the newest model before it achieves, None without truth or older model.
        after: What the new one achieves, None without truth.
    """

    path: Path
    model: Model
    before: Evaluation | None
    after: Evaluation | None


def evaluate_links(warehouse: Warehouse, truth: Path) -> Evaluation:
    """Judge the links in the warehouse by the truth of a simulation.

    Args:
        warehouse: Holds linked drops of that simulation.
        truth: Folder with `rows.parquet` and `people.parquet`, or its parent.

    Raises:
        UsageError: There is no truth there, or it is about other drops.
    """
    with warehouse.transaction() as transaction:
        linked = transaction.copy_out("linkage/linked_rows", LINKED_SCHEMA)
    return evaluate(_with_truth(linked, _truth_folder(truth)))


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
    before = after = None
    if truth is not None:
        known = _with_truth(linked, _truth_folder(truth))
        after = _judge(nodes, known, model)
        model = replace(model, figures=_figures(after))
        if any(folder.glob("[0-9]*.json")):
            before = _judge(nodes, known, load_model())
    return TrainingReport(save_model(model, folder), model, before, after)


def _as_new(transaction: Transaction) -> pa.Table:
    nodes = standing_nodes(transaction)
    position = nodes.schema.get_field_index("cluster_id")
    return nodes.set_column(position, "cluster_id", pa.nulls(nodes.num_rows, pa.int32()))


def _judge(nodes: pa.Table, known: pa.Table, model: Model) -> Evaluation:
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
    return evaluate(rows)


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "f1": {group: round(figures.f1, 5) for group, figures in evaluation.pairs.items()},
        **{name: value for name, value in asdict(evaluation).items() if name != "pairs"},
    }


def _truth_folder(given: Path) -> Path:
    for folder in (given, given / "truth"):
        if (folder / "rows.parquet").exists():
            return folder
    raise UsageError(
        f"There is no truth in {given}.", remedy="Name the folder that `padan simulate` wrote."
    )


def _with_truth(linked: pa.Table, truth: Path) -> pa.Table:
    """Join linked rows with whose they are; the columns that `evaluate` wants, and `node_id`."""
    with duckdb.connect() as engine:
        engine.register("linked", linked)
        engine.register("truth", engine.read_parquet(str(truth / "rows.parquet")))
        engine.register("people", engine.read_parquet(str(truth / "people.parquet")))
        rows = engine.sql("""
            with twins as (
                select distinct true_person_id from people where twin_of is not null
            )
            select l.period, l.source, l.node_id, l.person_id, t.true_person_id, t.faults,
                w.true_person_id is not null as is_twin
            from linked as l
            inner join truth as t
                on l.file_name = t.file_name and l.sheet_name = t.sheet_name
                and l.row_number = t.row_number
            left join twins as w on t.true_person_id = w.true_person_id
            where t.kind = 'person'
        """).to_arrow_table()
    if rows.num_rows == 0:
        raise UsageError(
            "This truth is about other drops than those in the warehouse.",
            remedy="Run the months of that simulation first.",
        )
    return rows
