"""Linking one month: rows to nodes, nodes to people, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipelines.linkage.model import Model, load_model
from pipelines.linkage.nodes import Gathering, gather_nodes
from pipelines.linkage.resolve import open_engine, resolve
from pipelines.linkage.store import (
    add_match_keys,
    forget_withdrawn,
    keep_clusters,
    keep_pairs,
    keep_run,
    known_pairs,
    last_run,
    standing_nodes,
)
from pipelines.warehouse import Transaction, Warehouse


@dataclass(frozen=True)
class LinkSummary:
    """What one run of `link_period` did, in counts.

    Attributes:
        period: The month that was linked.
        model_version: The model that scored.
        rows: Staged person rows of the month, each with its node afterwards.
        new_nodes: Contents that no earlier run had seen.
        nodes: Nodes that stand, over all months.
        pairs: Pairs of them that may be one person.
        clusters: People among them.
        rules: Blocking rule → pairs it proposed in this run.
        capped: Blocking rule → nodes in blocks that were too large for it.
        bands: Pairs that are `linked`, `doubtful` or `apart` by weight.
    """

    period: date
    model_version: str
    rows: int
    new_nodes: int
    nodes: int
    pairs: int
    clusters: int
    rules: Mapping[str, int]
    capped: Mapping[str, int]
    bands: Mapping[str, int]


def link_period(warehouse: Warehouse, period: date, model: Model | None = None) -> LinkSummary:
    """Read the period's rows in `staging`, write `linkage.*`; running it again changes nothing.

    Where nothing came or went since the month's last run, that run's counts are the answer. Only
    what is new is compared; clusters follow from all that stands, whatever came first.

    Args:
        warehouse: Open; the registry is locked for the length of one transaction.
        period: First day of the month.
        model: The newest version where left out.

    Raises:
        PeriodBusyError: Another run holds the registry for longer than `PADAN_WAIT_SECONDS`.
        UsageError: There is no model.
    """
    model = model or load_model()
    with warehouse.transaction() as transaction:
        transaction.lock_registry(warehouse.settings.wait_seconds)
        gathered = gather_nodes(transaction, period)
        if not gathered.changed_rows and (before := last_run(transaction, period, model.version)):
            return LinkSummary(**before)
        transaction.run("linkage/forget_other_models", model_version=model.version)
        forget_withdrawn(transaction)
        standing = standing_nodes(transaction)
        nodes = pa.concat_tables([standing, add_match_keys(transaction, period)])
        summary = _link(transaction, period, model, nodes, gathered)
        keep_run(transaction, summary)
    return summary


def _link(
    transaction: Transaction, period: date, model: Model, nodes: pa.Table, gathered: Gathering
) -> LinkSummary:
    with open_engine() as engine:
        seen = resolve(engine, nodes, known_pairs(transaction), model)
        pairs = keep_pairs(transaction, engine)
        clusters = keep_clusters(transaction, engine)
    return LinkSummary(
        period=period,
        model_version=model.version,
        rows=gathered.rows,
        new_nodes=gathered.new_nodes,
        nodes=nodes.num_rows,
        pairs=pairs,
        clusters=clusters,
        rules={figures.rule: figures.pairs for figures in seen.rules},
        capped={f.rule: f.capped_nodes for f in seen.rules if f.capped_nodes},
        bands=seen.bands,
    )
