"""Takes a drop out, as if it had never come; archive and raw rows stay, marked."""

from __future__ import annotations

import getpass
import logging
from datetime import date

from sqlalchemy import RowMapping

from pipelines.errors import DropNotFoundError, UsageError
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


def withdraw_drop(warehouse: Warehouse, file_name: str, *, reason: str) -> tuple[date, int]:
    """Withdraw the drop of this name that counts; what stood aside for it is judged again.

    The period's other drops of the source are validated and staged anew by the next run: what a
    withdrawn file replaced comes back, and files that were refused or repeated because of it are
    tried again.

    Where none counts, the last that was refused or repeated: it asks for attention no more.

    Returns:
        The period, and how many drops were withdrawn.

    Raises:
        DropNotFoundError: No drop of this name is there to withdraw.
        UsageError: Files of several folders have it.
    """
    with warehouse.transaction() as tx:
        row = _find(tx, file_name)
        period: date = row["period"]
        tx.lock_period(period, row["source"], warehouse.settings.wait_seconds)
        tx.run("drop/withdraw", drop_id=row["drop_id"], reason=reason)
        tx.run("drop/judge_again", period=period, source=row["source"])
        tx.run("drop/audit", actor=getpass.getuser(), subject=row["file_name"], reason=reason)
    logger.info("withdrawn drop=%d file=%s", row["drop_id"], row["file_name"])
    return period, 1


def _find(tx: Transaction, file_name: str) -> RowMapping:
    found = tx.rows("drop/find_withdrawable", file_name=file_name)
    if not found:
        raise DropNotFoundError(file_name)
    if len(found) > 1:
        names = ", ".join(row["file_name"] for row in found)
        raise UsageError(
            f"{file_name} is the name of {len(found)} files: {names}.",
            remedy="Name the one that is meant with its folders.",
        )
    return found[0]
