"""Gives every node its person by the founder rule, and tells what stands in each period."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from pipelines.periods import format_period
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncSummary:
    """What sync changed, in counts."""

    persons: int
    persons_minted: int
    identities_changed: int
    coverage_changed: int


def sync_period(warehouse: Warehouse, period: date) -> SyncSummary:
    """Give every node its person by the founder rule, and tell what stands from this period on.

    A late or corrected month changes what stands in the months after it, so these are told anew.
    Running it again changes no row.
    """
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        tx.run("sync/pass_on_founding")
        tx.run("sync/forget_nodes")
        minted = tx.run("sync/mint_persons").rowcount
        tx.analyze("registry.person")
        tx.execute("drop table if exists pg_temp.changed_identities", "dropping a table")
        tx.run("sync/changed_identities")
        identified = tx.run("sync/identify_nodes").rowcount
        if identified:
            tx.analyze("registry.identity")
        changed = sum(_cover(tx, row["period"]) for row in tx.rows("sync/periods", period=period))
        tx.run("sync/mark_stale_periods")
        persons: int = tx.scalar("select count(*) from registry.person")
    logger.info("synced period=%s persons=%d minted=%d", format_period(period), persons, minted)
    return SyncSummary(persons, minted, identified, changed)


def _cover(tx: Transaction, period: date) -> int:
    """Tell what stands in one period, from what stood in the one before; rows that changed."""
    for table in ("delivered_keys", "stood", "coverage"):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"sync/{table}", period=period)
        tx.analyze(f"pg_temp.{table}")
    changed = tx.run("sync/write_coverage", period=period).rowcount
    if changed:
        tx.analyze("registry.coverage")
    return changed
