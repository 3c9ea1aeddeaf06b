"""Linking one month: rows to nodes, nodes to people, all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engine import open_engine
from pipelines.linkage.drift_counts import count_levels, keep_levels
from pipelines.linkage.keys import match_keys
from pipelines.linkage.model import Model, load_model
from pipelines.linkage.nodes import (
    Gathering,
    gather,
    keep_nodes,
    keep_places,
    read_fingerprints,
    read_months,
    read_nodes,
    read_places,
    read_rows,
    repeated_rows,
)
from pipelines.linkage.resolve import find_people, weigh_pairs
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
    nodes_with_month,
    standing_content,
    standing_nodes,
)
from pipelines.periods import format_period
from pipelines.warehouse import Transaction, Warehouse

T = TypeVar("T")

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
    with (
        warehouse.transaction() as transaction,
        ThreadPoolExecutor(2) as beside,
        ThreadPoolExecutor(1) as thread,
    ):
        transaction.lock_registry(warehouse.settings.wait_seconds)
        are_outdated = forget_outdated_keys(transaction)
        before = last_run(transaction, period, model.version)
        kept = _Kept(
            beside.submit(_read, warehouse, read_months, period),
            beside.submit(_read, warehouse, read_nodes),
        )
        # A month that was never linked brings news.
        reading = None if before or are_outdated else _start_reading(warehouse, beside, kept)
        gathered = _gather(transaction, period, kept)
        if before and not gathered.has_changes and not has_new_decisions(transaction):
            return LinkSummary(**before)
        is_other_model = forget_other_models(transaction, model.version)
        run = _Run(_Aside(transaction, thread), period, model, gathered)
        run.aside.write(keep_nodes, period, gathered.new)
        decisions = run.aside.write(take_up_decisions)
        run.aside.write(keep_places, period, gathered)
        if reading and gathered.is_first and not is_other_model:
            standing = _with_news(run, reading)
        else:
            run.aside.wait()
            standing = _read_anew(transaction, gathered, are_outdated=are_outdated)
        summary = _link(run, standing, decisions)
        run.aside.wait()
        keep_run(transaction, summary)
    if summary.contradicted:
        logger.warning(
            "linked period=%s decisions_contradicted=%d: see `padan review list`",
            *(format_period(period), len(summary.contradicted)),
        )
    return summary


class _Aside:
    """Writes one thing after the other while people are found, by one connection in one thread.

    Whoever else uses the connection waits for it first.
    """

    def __init__(self, transaction: Transaction, thread: ThreadPoolExecutor) -> None:
        self._transaction = transaction
        self._thread = thread
        self._writing: list[Future[Any]] = []

    def write(self, function: Callable[..., T], *arguments: Any) -> Future[T]:
        """Call a function of the transaction and these arguments when it is its turn."""
        writing = self._thread.submit(function, self._transaction, *arguments)
        self._writing.append(writing)
        return writing

    def wait(self) -> None:
        """Wait until all is written; raises what went wrong."""
        for writing in self._writing:
            writing.result()


@dataclass(frozen=True)
class _Run:
    aside: _Aside
    period: date
    model: Model
    gathered: Gathering


@dataclass(frozen=True)
class _Standing:
    """What is compared: rows of `KEY_SCHEMA` and `PAIR_SCHEMA`."""

    nodes: pa.Table
    pairs: pa.Table


@dataclass(frozen=True)
class _Kept:
    """What earlier runs kept: rows of `MONTH_SCHEMA` and of `NODE_SCHEMA`."""

    months: Future[pa.Table]
    nodes: Future[pa.Table]


@dataclass(frozen=True)
class _Reading:
    """What a new month's nodes are compared with: rows of `KEY_SCHEMA` and `PAIR_SCHEMA`."""

    nodes: Future[pa.Table]
    pairs: Future[pa.Table]


def _read(warehouse: Warehouse, function: Callable[..., T], *arguments: Any) -> T:
    """Read by a connection of its own: nobody else writes while the registry is locked."""
    with warehouse.transaction() as transaction:
        return function(transaction, *arguments)


def _start_reading(warehouse: Warehouse, beside: ThreadPoolExecutor, kept: _Kept) -> _Reading:
    def nodes() -> pa.Table:
        return _read(warehouse, known_nodes, kept.nodes.result(), kept.months.result())

    return _Reading(beside.submit(nodes), beside.submit(_read, warehouse, known_pairs))


def _gather(transaction: Transaction, period: date, kept: _Kept) -> Gathering:
    """Give the month's rows their nodes; only what is said anew is read as it was written."""
    places = read_places(transaction, period)
    if not transaction.scalar("select exists (select from linkage.row_node)"):
        return gather(read_rows(transaction, period), kept.nodes.result(), places)
    told = read_fingerprints(transaction, period)
    repeated = repeated_rows(told, kept.months.result())
    is_fresh = pc.invert(pc.is_in(told["row_id"], repeated["row_id"].combine_chunks()))
    fresh = told["row_id"].filter(is_fresh).to_pylist() if repeated.num_rows else None
    rows = read_rows(transaction, period, fresh)
    return gather(rows, kept.nodes.result(), places, repeated)


def _with_news(run: _Run, reading: _Reading) -> _Standing:
    """What earlier runs kept, and the month's news beside; their names are worked on meanwhile."""
    new = match_keys(run.gathered.new)
    run.aside.write(keep_keys, new)
    nodes = nodes_with_month(run.period, reading.nodes.result(), new, run.gathered)
    return _Standing(nodes, reading.pairs.result())


def _read_anew(transaction: Transaction, gathered: Gathering, *, are_outdated: bool) -> _Standing:
    """What stands where rows came and went, and where other code made the keys or the pairs."""
    if gathered.forgotten.num_rows:
        forget_withdrawn(transaction)
    content = standing_content(transaction) if are_outdated else gathered.new
    keep_keys(transaction, match_keys(content))
    return _Standing(standing_nodes(transaction), known_pairs(transaction))


def _link(run: _Run, standing: _Standing, decisions: Future[pa.Table]) -> LinkSummary:
    month = 1 << month_bit(run.period)
    new_month = month if run.gathered.is_first else None
    with open_engine() as engine, ThreadPoolExecutor(1) as beside:
        weighed = weigh_pairs(
            engine, standing.nodes, standing.pairs, run.model, new_month=new_month
        )
        counting = beside.submit(count_levels, engine.cursor(), run.model, month)
        pairs = changed_pairs(engine)
        run.aside.write(keep_changes, pairs)
        people = find_people(engine, run.model, decisions.result())
        clusters = changed_clusters(engine)
        run.aside.write(keep_changes, clusters)
        run.aside.write(keep_questions, asked_questions(engine, run.model.version))
        run.aside.write(keep_levels, counting.result(), run.model, run.period)
    return LinkSummary(
        period=run.period,
        model_version=run.model.version,
        rows=run.gathered.places.num_rows,
        new_nodes=run.gathered.new.num_rows,
        nodes=standing.nodes.num_rows,
        pairs=pairs.rows,
        clusters=clusters.rows,
        rules={figures.rule: figures.pairs for figures in weighed.rules},
        capped={f.rule: f.capped_nodes for f in weighed.rules if f.capped_nodes},
        bands=weighed.bands,
        contradicted=people.contradicted,
        questions=people.questions,
    )
