"""Releases: each has a number, a time and the versions it was made with, and stays readable."""

from __future__ import annotations

import getpass
import logging
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.code_version import code_version
from pipelines.errors import ReleaseNotFoundError
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Release:
    """One state of one month's tables."""

    release_no: int
    period: date
    released_at: datetime
    code_version: str
    model_version: str | None
    accepted_reason: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    is_current: bool


def add_release(tx: Transaction, period: date, accepted_reason: str | None) -> int:
    """Open a release in this transaction; its number."""
    row = tx.rows(
        "publish/add_release",
        period=period,
        code_version=code_version(),
        accepted_reason=accepted_reason,
    )[0]
    number: int = row["release_no"]
    return number


def list_releases(warehouse: Warehouse, period: date | None = None) -> list[Release]:
    """All releases, newest first; of one month if given."""
    with warehouse.transaction() as tx:
        return [Release(**row) for row in tx.rows("publish/releases", period=period)]


def withdraw_release(warehouse: Warehouse, release_no: int, *, reason: str) -> date:
    """Take a release out of readers' sight; the one before it stands again. Its month.

    What was published of it is remembered: the next release of the month keeps its numbers.

    Raises:
        ReleaseNotFoundError: There is no such release, or it is withdrawn already.
    """
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        found = tx.rows("publish/withdraw", release_no=release_no, reason=reason)
        if not found:
            raise ReleaseNotFoundError(release_no)
        note(tx, "release withdraw", f"release {release_no}", reason)
    logger.info("withdrew release=%d", release_no)
    period: date = found[0]["period"]
    return period


def note(tx: Transaction, action: str, subject: str, reason: str) -> None:
    """Leave a line in `ops.audit`."""
    tx.run("publish/audit", actor=getpass.getuser(), action=action, subject=subject, reason=reason)
