"""What stands in each period, and which villages were delivered in it, as a whole or in part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.kinds import KINDS, Kind
from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.warehouse import Transaction

STANDING_DELIVERY = pa.schema(
    [
        ("source", pa.string()),
        ("kind", pa.string()),
        ("village_code_kemendagri", pa.string()),
        ("delivered_period", pa.date32()),
    ]
)


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
        changed = _cover(run, period)
        changed_rows += changed
        if not changed and not _stands_on(tx, period, run.period):
            break
    return Coverage(changed_rows, note_deliveries(tx, run))


def _stands_on(tx: Transaction, period: date, month: date) -> bool:
    return bool(tx.rows("sync/stands_on", period=period, month=month)[0]["stands"])


def _cover(run: SyncRun, period: date) -> int:
    """Tell what stands in one period, from what stood in the one before; rows that changed."""
    tx = run.tx
    _make(tx, "delivered")
    for kind in KINDS:
        run.reading.deliveries(kind, period)
        tx.copy_in("delivered", _of_kind(run, "delivered_of_kind", kind, period))
    tx.analyze("pg_temp.delivered")
    _make(tx, "stood")
    _count_repeated(run, period)
    _make(tx, "coverage", period=period)
    changed = int(tx.rows("sync/changed_coverage", period=period)[0]["rows"])
    if changed:
        tx.run("sync/write_coverage", period=period)
        tx.analyze("registry.coverage")
    return changed


def _count_repeated(run: SyncRun, period: date) -> None:
    """Fill `stood`: who stood before, and how many of them are repeated."""
    tx = run.tx
    standing = tx.copy_out("sync/standing_deliveries", STANDING_DELIVERY, period=period)
    run.reading.engine.load("standing_delivery", standing)
    for kind in KINDS:
        for delivered_period, sources in _deliveries(standing, kind).items():
            run.reading.deliveries(kind, delivered_period, sources)
        tx.copy_in("stood", _of_kind(run, "stood_by_keys", kind, period))
    tx.analyze("pg_temp.stood")
    for kind in KINDS:
        sql = fill_statement("sync/stood_by_names", kind=kind.name)
        tx.execute(sql, "sql/sync/stood_by_names.sql", period=period)
    tx.analyze("pg_temp.stood")


def _deliveries(standing: pa.Table, kind: Kind) -> dict[date, set[str]]:
    """The sources of the deliveries of a kind, by month."""
    found: dict[date, set[str]] = {}
    columns = (standing[name].to_pylist() for name in ("kind", "delivered_period", "source"))
    for name, period, source in zip(*columns, strict=True):
        if name == kind.name:
            found.setdefault(period, set()).add(source)
    return found


def _of_kind(run: SyncRun, name: str, kind: Kind, period: date) -> pa.Table:
    sql = fill_statement(f"sync/{name}", kind=kind.name)
    return run.reading.engine.query(sql, f"sql/sync/{name}.sql", period=period)


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
