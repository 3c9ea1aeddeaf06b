"""Linking one month: rows to nodes, nodes to people, all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipelines.linkage.drift import measure_drift
from pipelines.linkage.model import Model, load_model
from pipelines.linkage.nodes import Gathering, gather_nodes
from pipelines.linkage.resolve import open_engine, resolve
from pipelines.linkage.store import (
    add_match_keys,
    forget_withdrawn,
    has_new_decisions,
    keep_clusters,
    keep_pairs,
    keep_questions,
    keep_run,
    known_pairs,
    last_run,
    standing_nodes,
    take_up_decisions,
)
from pipelines.periods import format_period
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


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
        contradicted: Ids of decisions that newer ones rule out.
        questions: Pairs that wait for a person's decision.
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
    contradicted: Sequence[int] = ()
    questions: int = 0


def link_period(warehouse: Warehouse, period: date, model: Model | None = None) -> LinkSummary:
    """Read the period's rows in `staging`, write `linkage.*`; running it again changes nothing.

    Where nothing came or went since the month's last run and nobody decided anything, that run's
    counts are the answer. Only what is new is compared; clusters follow from all that stands,
    whatever came first, and from the decisions of people about it.

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
        is_news = gathered.changed_rows or has_new_decisions(transaction)
        if not is_news and (before := last_run(transaction, period, model.version)):
            return LinkSummary(**before)
        transaction.run("linkage/forget_other_models", model_version=model.version)
        forget_withdrawn(transaction)
        standing = standing_nodes(transaction)
        nodes = pa.concat_tables([standing, add_match_keys(transaction, period)])
        summary = _link(transaction, period, model, nodes, gathered)
        keep_run(transaction, summary)
    if summary.contradicted:
        logger.warning(
            "linked period=%s decisions_contradicted=%d: see `padan review list`",
            *(format_period(period), len(summary.contradicted)),
        )
    return summary


def _link(
    transaction: Transaction, period: date, model: Model, nodes: pa.Table, gathered: Gathering
) -> LinkSummary:
    with open_engine() as engine:
        decisions = take_up_decisions(transaction)
        seen = resolve(engine, nodes, known_pairs(transaction), model, decisions)
        pairs = keep_pairs(transaction, engine)
        clusters = keep_clusters(transaction, engine)
        keep_questions(transaction, engine, model.version)
        measure_drift(transaction, engine, model, period)
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
        contradicted=seen.contradicted,
        questions=seen.questions,
    )
