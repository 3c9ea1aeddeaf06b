"""What stands in each period, and which villages were delivered in it, as a whole or in part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class Coverage:
    """What the deliveries of a period and of those after it come to.

    Attributes:
        changed_rows: Rows of `registry.coverage` that changed.
        periods: The period that was synced, and later ones whose deliveries are judged otherwise
            than before, in order.
    """

    changed_rows: int
    periods: list[date]


def cover(tx: Transaction, run: SyncRun) -> Coverage:
    """Tell what stands from the run's period on.

    A late or corrected month changes what stands in the months after it, and may change whether a
    later delivery of a village is a whole one, so these are told anew, up to the first that stays
    as it was and on which nothing of the run's month stands: those after it stay as well.
    """
    changed_rows = 0
    for row in tx.rows("sync/periods", period=run.period):
        period = row["period"]
        changed = _cover(tx, period)
        changed_rows += changed
        if not changed and not _stands_on(tx, period, run.period):
            break
    return Coverage(changed_rows, note_deliveries(tx, run))


def _stands_on(tx: Transaction, period: date, month: date) -> bool:
    return bool(tx.rows("sync/stands_on", period=period, month=month)[0]["stands"])


def _cover(tx: Transaction, period: date) -> int:
    """Tell what stands in one period, from what stood in the one before; rows that changed."""
    _make(tx, "delivered", period=period)
    _make(tx, "stood")
    for statement in ("sync/stood_by_keys", "sync/stood_by_names"):
        for kind in ("person", "family"):
            sql = fill_statement(statement, kind=kind)
            tx.execute(sql, f"sql/{statement}.sql", period=period)
            tx.analyze("pg_temp.stood")
    _make(tx, "coverage", period=period)
    changed = int(tx.rows("sync/changed_coverage", period=period)[0]["rows"])
    if changed:
        tx.run("sync/write_coverage", period=period)
        tx.analyze("registry.coverage")
    return changed


def _make(tx: Transaction, table: str, **parameters: Any) -> None:
    tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
    tx.run(f"sync/{table}", **parameters)
    tx.analyze(f"pg_temp.{table}")


def note_deliveries(tx: Transaction, run: SyncRun) -> list[date]:
    """Keep on the clock which villages were delivered; the periods to look at again."""
    tx.execute("drop table if exists pg_temp.changed_deliveries", "dropping a table")
    tx.run("sync/changed_deliveries", period=run.period)
    changed = tx.rows_of(
        "select distinct period from pg_temp.changed_deliveries", "months delivered otherwise"
    )
    if changed:
        tx.run("sync/withdraw_deliveries", run=run.number)
        tx.run("sync/add_deliveries", run=run.number)
        tx.analyze("registry.delivered_village")
    return sorted({run.period, *(row["period"] for row in changed)})
