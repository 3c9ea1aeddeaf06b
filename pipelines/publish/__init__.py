"""Publish: the village tables of a period, written at once or not at all."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from pipelines.balance import check_balance
from pipelines.periods import format_period
from pipelines.reference.tables import write_reference
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)

# In this order: the second is taken from the first.
MARTS = ("village_population_monthly", "village_agreement_monthly")


@dataclass(frozen=True)
class PublishSummary:
    """Periods whose tables were looked at, and rows that changed in them."""

    periods: list[str]
    rows: int


def publish_period(warehouse: Warehouse, period: date) -> PublishSummary:
    """Write the marts of this period, of later ones that stand on it, and of months gone stale.

    A merge of two people is true of all months in which they stand, so their counts follow.

    A reader sees the state before or the state after; a month that did not change is not touched.

    Raises:
        BalanceError: Rows of the period are not all accounted for; nothing is published.
    """
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        check_balance(tx, period)
        write_reference(tx)
        periods = [row["period"] for row in tx.rows("publish/periods", period=period)]
        changed = sum(_publish(tx, mart, month) for month in periods for mart in MARTS)
        tx.run("publish/forget_stale")
    logger.info("published period=%s rows_changed=%d", format_period(period), changed)
    return PublishSummary([format_period(month) for month in periods], changed)


def _publish(tx: Transaction, mart: str, period: date) -> int:
    table = f"mart.{mart}"
    fresh = f"pg_temp.fresh_{mart}"
    tx.execute(f"drop table if exists {fresh}", f"dropping {fresh}")
    tx.execute(
        f"create temporary table fresh_{mart} on commit drop as {read_statement(f'marts/{mart}')}",
        f"sql/marts/{mart}.sql",
        period=period,
    )
    differing = tx.rows_of(
        f"(table {fresh} except select * from {table} where period = :period) union all"
        f" (select * from {table} where period = :period except table {fresh}) limit 1",
        f"comparing {table}",
        period=period,
    )
    if not differing:
        return 0
    tx.execute(f"delete from {table} where period = :period", f"old {table}", period=period)
    return tx.execute(f"insert into {table} table {fresh}", f"new {table}").rowcount
