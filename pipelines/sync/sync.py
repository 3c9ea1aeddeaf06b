"""Works a period into the registry: who is whom, what stands, what is known of everybody."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipelines.families import group_lists, identify_families, tell_families
from pipelines.identity import record_person_events
from pipelines.kinds import FAMILY, PERSON
from pipelines.periods import format_period
from pipelines.reconcile.books import close_books, count_books
from pipelines.side_by_side import side_by_side
from pipelines.sync.coverage import Coverage, cover
from pipelines.sync.facts import sync_facts
from pipelines.sync.golden import sync_golden
from pipelines.sync.identities import IdentityCounts, identify
from pipelines.sync.runs import SyncRun, begin_run
from pipelines.warehouse import Warehouse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncSummary:
    """What sync changed, in counts.

    Attributes:
        persons: People of the registry.
        persons_minted: People whom no earlier run had met.
        identities_changed: Nodes that are new or another person than before.
        coverage_changed: Rows that tell what stands in a period.
        steps_added: Facts of persons and families that are new.
        steps_withdrawn: Facts that we know better now.
    """

    persons: int
    persons_minted: int
    identities_changed: int
    coverage_changed: int
    steps_added: int
    steps_withdrawn: int


def sync_period(warehouse: Warehouse, period: date) -> SyncSummary:
    """Work in what was delivered for a period; everything in one transaction.

    A late or corrected month changes what stands in the months after it, so these are told anew
    for the people whom it touches. Running it again changes no row.
    """
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        with begin_run(tx, period) as run, run.reading.ahead(warehouse):
            # Who is whom and what the sources say are two questions, until golden records ask both.
            identities, told = side_by_side(partial(_identify, run), partial(_tell_facts, run))
            run.reading.lists()
            with ThreadPoolExecutor(1) as pool:
                grouped = pool.submit(group_lists, run) if run.has_changes else None
                sync_golden(run)
                identify_families(run, grouped)
                counted = pool.submit(count_books, run) if run.has_changes else None
                tell_families(run)
                _mark_stale(run)
                close_books(run, counted)
        persons: int = tx.scalar("select count(*) from registry.person")
    logger.info(
        "synced period=%s persons=%d minted=%d steps_added=%d steps_withdrawn=%d",
        *(format_period(period), persons, identities.minted, told.added, told.withdrawn),
    )
    return SyncSummary(
        persons,
        identities.minted,
        identities.changed,
        told.coverage.changed_rows,
        told.added,
        told.withdrawn,
    )


def _identify(run: SyncRun) -> IdentityCounts:
    identities = identify(run)
    record_person_events(run.tx, run)
    return identities


@dataclass(frozen=True)
class _Told:
    """What stands now, and the steps of persons and families that are new or known better."""

    coverage: Coverage
    added: int
    withdrawn: int


def _tell_facts(run: SyncRun) -> _Told:
    coverage = cover(run.tx, run)
    counts = [sync_facts(run, kind, coverage.periods) for kind in (FAMILY, PERSON)]
    return _Told(coverage, sum(c.added for c in counts), sum(c.withdrawn for c in counts))


def _mark_stale(run: SyncRun) -> None:
    """Note which published months say no more what the registry knows: publishing takes them up."""
    if not run.has_changes:
        return
    [since] = run.reading.engine.read("sync/stale_since").to_pylist()
    if since["period"]:
        run.tx.run("sync/mark_stale_periods", since=since["period"])
