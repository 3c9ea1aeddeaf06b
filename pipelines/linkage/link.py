"""Linking one month: rows to nodes, nodes to people, all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.drift_counts import count_levels, keep_levels
from pipelines.linkage.keys import CONTENT_SCHEMA, match_keys
from pipelines.linkage.model import Model, load_model
from pipelines.linkage.nodes import Gathering, add_nodes, place_rows
from pipelines.linkage.resolve import resolve
from pipelines.linkage.store import (
    asked_questions,
    changed_clusters,
    changed_pairs,
    forget_other_models,
    forget_withdrawn,
    has_new_decisions,
    keep_changes,
    keep_questions,
    keep_run,
    known_pairs,
    last_run,
    take_up_decisions,
)
from pipelines.linkage.wordings import (
    forget_outdated_keys,
    keep_keys,
    known_nodes,
    month_bit,
    new_content,
    nodes_with_month,
    standing_nodes,
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
    with warehouse.transaction() as transaction, ThreadPoolExecutor(1) as aside:
        transaction.lock_registry(warehouse.settings.wait_seconds)
        are_outdated = forget_outdated_keys(transaction)
        before = last_run(transaction, period, model.version)
        # A month that was never linked brings news: the server reads while it gathers.
        reading = None if before or are_outdated else aside.submit(_kept, warehouse)
        added = add_nodes(transaction, period)
        content = CONTENT_SCHEMA.empty_table()
        if added or are_outdated:
            content = new_content(transaction, period, of_all_months=are_outdated)
        # Names are worked on while the server goes on with the rows.
        naming = aside.submit(match_keys, content)
        gathered = place_rows(transaction, period, added)
        if before and not gathered.changed_rows and not has_new_decisions(transaction):
            return LinkSummary(**before)
        is_other_model = forget_other_models(transaction, model.version)
        if gathered.forgotten_rows:
            forget_withdrawn(transaction)
        new = naming.result()
        if reading and gathered.is_first and not is_other_model:
            known, pairs = reading.result()
            nodes = nodes_with_month(transaction, period, known, new)
        else:
            keep_keys(transaction, new)
            new = new.slice(0, 0)
            nodes, pairs = standing_nodes(transaction), known_pairs(transaction)
        run = _Run(transaction, aside, period, model)
        summary = _link(run, nodes, pairs, new, gathered)
        keep_run(transaction, summary)
    if summary.contradicted:
        logger.warning(
            "linked period=%s decisions_contradicted=%d: see `padan review list`",
            *(format_period(period), len(summary.contradicted)),
        )
    return summary


@dataclass(frozen=True)
class _Run:
    """What writes a run: `aside` is one thread, in which the server writes while people are found.

    Whoever reads from the transaction waits for it first.
    """

    transaction: Transaction
    aside: ThreadPoolExecutor
    period: date
    model: Model


def _kept(warehouse: Warehouse) -> tuple[pa.Table, pa.Table]:
    """Nodes and pairs of earlier runs: nobody else writes them while the registry is locked."""
    with warehouse.transaction() as transaction:
        return known_nodes(transaction), known_pairs(transaction)


def _link(
    run: _Run, nodes: pa.Table, pairs: pa.Table, new: pa.Table, gathered: Gathering
) -> LinkSummary:
    transaction = run.transaction
    decisions = take_up_decisions(transaction)
    month = 1 << month_bit(run.period)
    new_month = month if gathered.is_first else None
    with open_engine() as engine:
        writing = [run.aside.submit(keep_keys, transaction, new)]
        seen = resolve(engine, nodes, pairs, run.model, decisions, new_month=new_month)
        changed = changed_pairs(engine)
        writing.append(run.aside.submit(keep_changes, transaction, changed))
        clusters = changed_clusters(engine)
        writing.append(run.aside.submit(keep_changes, transaction, clusters))
        questions = asked_questions(engine, run.model.version)
        writing.append(run.aside.submit(keep_questions, transaction, questions))
        levels = count_levels(engine, run.model, month)
    for written in writing:
        written.result()
    keep_levels(transaction, levels, run.model, run.period)
    return LinkSummary(
        period=run.period,
        model_version=run.model.version,
        rows=gathered.rows,
        new_nodes=gathered.new_nodes,
        nodes=nodes.num_rows,
        pairs=changed.rows,
        clusters=clusters.rows,
        rules={figures.rule: figures.pairs for figures in seen.rules},
        capped={f.rule: f.capped_nodes for f in seen.rules if f.capped_nodes},
        bands=seen.bands,
        contradicted=seen.contradicted,
        questions=seen.questions,
    )
