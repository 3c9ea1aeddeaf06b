"""Every step of the flow as one call with plain arguments: what a DAG task or a command runs.

Each opens the warehouse by the settings, does its work in its own transactions, and records how
long it took and how many rows it moved in `ops.step`. Periods are text: `"2026-10"`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import RowMapping

from pipelines.errors import DropNotFoundError, RefusedFilesError
from pipelines.periods import format_period, parse_period
from pipelines.settings import Settings
from pipelines.timing import timed_step
from pipelines.warehouse import Warehouse, open_warehouse

logger = logging.getLogger(__name__)


class Step(StrEnum):
    """The steps of `padan run`, in order."""

    RECEIVE = "receive"
    LOAD = "load"
    VALIDATE = "validate"
    STAGE = "stage"
    LINK = "link"
    SYNC = "sync"
    PUBLISH = "publish"


def receive(
    period: str | None = None, *, landing: Path | None = None, wait: bool = False
) -> list[int]:
    """Register what has landed and stood still; ids of all drops that wait for loading.

    Args:
        period: Only this month; all months if None.
        landing: The folder; PADAN_LANDING if None.
        wait: Wait for files that are still being written; else they are left for the next look.
    """
    from pipelines.receive import find_files, register_files, settled_files, waiting_drops

    month = parse_period(period) if period else None
    with _warehouse() as warehouse:
        settings = warehouse.settings
        files = find_files(landing or settings.landing, month)
        register_files(warehouse, settled_files(files, settings.settle_seconds, wait=wait))
        return waiting_drops(warehouse, month)


def load(drop_id: int) -> str:
    """Read one drop into raw, or refuse it; its period. A refusal is no exception: see `report`."""
    from pipelines.load import load_drop

    with _warehouse() as warehouse:
        period: date = _drop(warehouse, drop_id)["period"]
        with timed_step(warehouse, period, "load") as rows:
            rows.append(load_drop(warehouse, drop_id).rows)
    return format_period(period)


def waiting(period: str | None = None) -> list[dict[str, str]]:
    """Sources and periods that have drops to validate or to stage."""
    month = parse_period(period) if period else None
    with _warehouse() as warehouse, warehouse.transaction() as tx:
        return [
            {"source": row["source"], "period": format_period(row["period"])}
            for row in tx.rows("run/waiting", period=month)
        ]


def validate(source: str, period: str) -> int:
    """Judge what waits of one source and period; the rows that were looked at."""
    from pipelines.validate import validate_source

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "validate") as rows:
        rows.append(validate_source(warehouse, source, month).rows)
        return rows[-1]


def stage(source: str, period: str) -> int:
    """Stage what was accepted of one source and period; the rows that were staged."""
    from pipelines.stage import stage_source

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "stage") as rows:
        rows.append(stage_source(warehouse, source, month).staged)
        return rows[-1]


def link(period: str) -> int:
    """Link the period's person rows; how many there are."""
    from pipelines.linkage import link_period

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "link") as rows:
        rows.append(link_period(warehouse, month).rows)
        return rows[-1]


def sync(period: str) -> int:
    """Give every node its person, and tell what stands; the persons of the registry."""
    from pipelines.sync import sync_period

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "sync") as rows:
        rows.append(sync_period(warehouse, month).persons)
        return rows[-1]


def publish(period: str, accept: str | None = None) -> int:
    """Release the village tables of the period; the rows that were written.

    Args:
        period: The month.
        accept: Why a change beyond the limits is right.
    """
    from pipelines.publish import publish_period

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "publish") as rows:
        rows.append(publish_period(warehouse, month, accept=accept).rows)
        return rows[-1]


def check_public(period: str) -> int:
    """Look once more at what the public reads of the period; the sums and numbers looked at.

    Raises:
        DisclosureError: Numbers do not add up, or are not those that were checked before.
    """
    from pipelines.publish.public import check_public

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "check public") as rows:
        rows.append(check_public(warehouse, month))
        return rows[-1]


def deliver_pages(period: str) -> int:
    """Write the pages and PDFs of a published month into PADAN_OUT; how many pages."""
    from pipelines.deliver import deliver_pages

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "deliver pages") as rows:
        folder = warehouse.settings.out / "pages" / period
        rows.append(deliver_pages(warehouse, month, folder).pages)
        return rows[-1]


def deliver_tables(period: str) -> int:
    """Write the public tables of a published month into PADAN_OUT; how many rows."""
    from pipelines.deliver import deliver_tables

    month = parse_period(period)
    with _warehouse() as warehouse, timed_step(warehouse, month, "deliver tables") as rows:
        folder = warehouse.settings.out / "tables" / period
        rows.append(deliver_tables(warehouse, month, folder).rows)
        return rows[-1]


def report(period: str) -> None:
    """Say what became of the period's drops.

    Raises:
        RefusedFilesError: A file was refused; the others went on.
        BalanceError: The books do not close.
    """
    from pipelines.status import period_status

    with _warehouse() as warehouse:
        status = period_status(warehouse, parse_period(period))
    for drop in status.drops:
        logger.info(
            "drop file=%s state=%s rows=%s staged=%s set_aside=%s",
            *(drop.file_name, drop.state, drop.rows, drop.staged, drop.set_aside),
        )
    status.raise_if_unbalanced()
    if status.refused:
        raise RefusedFilesError(period, [drop.file_name for drop in status.refused])


def drop_label(drop_id: int) -> str:
    """How a drop is called on screen: source, period and file."""
    with _warehouse() as warehouse:
        drop = _drop(warehouse, drop_id)
    name = drop["file_name"].split("/", 2)[-1]
    return f"{drop['source']} {format_period(drop['period'])} {name}"


def _drop(warehouse: Warehouse, drop_id: int) -> RowMapping:
    with warehouse.transaction() as tx:
        found = tx.rows("load/drop", drop_id=drop_id)
    if not found:
        raise DropNotFoundError(str(drop_id))
    return found[0]


@contextmanager
def _warehouse() -> Iterator[Warehouse]:
    with open_warehouse(Settings()) as warehouse:
        yield warehouse
