"""A release of a month: tables, limits of change, protected counts, in one transaction."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.balance import check_balance
from pipelines.engine import Engine
from pipelines.errors import DisclosureError
from pipelines.marts import describe_marts
from pipelines.periods import format_period
from pipelines.publish.grounds import Grounds
from pipelines.publish.limits import check_change, load_limits
from pipelines.publish.releases import add_release, note
from pipelines.publish.tables import differ_from, months_ahead, write_tables
from pipelines.reference.tables import write_reference
from pipelines.warehouse import Transaction, Warehouse

if TYPE_CHECKING:
    from pipelines.publish.protection import Input, Protected

logger = logging.getLogger(__name__)

PROTECTION = "pipelines.publish.protection"


@dataclass(frozen=True)
class PublishSummary:
    """What a publication did.

    Attributes:
        periods: Whose tables were looked at.
        releases: That came of it.
        rows: Written for them.
        waiting: Earlier months of which the registry knows better now, too old to be released anew
            with this one: `padan publish` for the oldest of them brings all of them up to date.
    """

    periods: list[str]
    releases: list[int]
    rows: int
    waiting: list[str]


def publish_period(
    warehouse: Warehouse, period: date, *, accept: str | None = None
) -> PublishSummary:
    """Release this month, later ones that stand on it, and months gone stale, where they changed.

    A merge of two people is true of all months in which they stand, so their counts follow; before
    this month, those of as many months as `limits.yaml` says. A reader sees the state before or the
    state after; a month that did not change is not touched.

    Args:
        warehouse: Where to read and write.
        period: The month.
        accept: Why a change beyond the limits is right; it is audited.

    Raises:
        BalanceError: Rows of the period are not all accounted for; nothing is published.
        ReleaseChangeError: A village or the regency changed by more than the limits.
    """
    with ThreadPoolExecutor(1) as beside, warehouse.transaction() as tx:
        # It brings the solver and takes half a second: it is imported while the server checks.
        beside.submit(import_module, PROTECTION)
        tx.lock_registry(warehouse.settings.wait_seconds)
        check_balance(tx, period)
        write_reference(tx)
        describe_marts(tx)
        revised = load_limits().revised_months
        found = tx.rows("publish/periods", period=period, revised_months=revised)
        periods = [row["period"] for row in found]
        with (
            Engine() as engine,
            Engine() as ready,
            # Whatever happens, nobody reads any more once the transaction ends.
            closing(months_ahead(Grounds(tx), engine, periods, ready)) as months,
        ):
            written = [_release(tx, ready, month, accept) for month in months]
        tx.run("publish/forget_stale", periods=periods)
        waiting = [format_period(row["period"]) for row in tx.rows("publish/waiting")]
    releases = [number for number, _ in written if number is not None]
    rows = sum(rows for _, rows in written)
    logger.info(
        "published period=%s releases=%d rows=%d", format_period(period), len(releases), rows
    )
    if waiting:
        logger.warning(
            "of %s the registry knows better now; padan publish --period %s releases them anew",
            ", ".join(waiting),
            waiting[0],
        )
    return PublishSummary([format_period(month) for month in periods], releases, rows, waiting)


def _release(
    tx: Transaction, engine: Engine, period: date, accept: str | None
) -> tuple[int | None, int]:
    """The number of the new release and its rows; none where nothing changed."""
    # Imported here: other commands than those that publish need no solver.
    from pipelines.publish.protection import read_input
    from pipelines.publish.register import write_protected

    if not differ_from(tx, engine, period):
        return None, 0
    exceeded = check_change(tx, engine, period, accept)
    given = read_input(tx, engine, period)
    number = add_release(tx, period, accept if exceeded else None)
    if exceeded:
        note(tx, "release accept", f"release {number}", accept or "")
    # The server takes the tables while the public counts are worked out here.
    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(write_tables, tx, engine, number)
        protected = _protected(given, period)
        rows = writing.result()
    if protected is not None:
        write_protected(tx, protected, number, period)
    return number, rows


def _protected(given: Input, period: date) -> list[Protected] | None:
    """The counts that anyone may read; None where no numbers keep what was promised.

    Officials' tables do not wait for them: the month is then missing among the public ones.
    """
    from pipelines.publish.protection import protect

    try:
        return protect(given)
    except DisclosureError as error:
        logger.error("no public counts for period=%s: %s", format_period(period), error)
        return None
