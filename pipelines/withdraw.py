"""Takes an accepted drop out, as if it had never come; archive and raw rows stay, marked."""

from __future__ import annotations

import getpass
import logging
from datetime import date

from pipelines.errors import DropNotFoundError
from pipelines.warehouse import Warehouse

logger = logging.getLogger(__name__)


def withdraw_drop(warehouse: Warehouse, file_name: str, *, reason: str) -> tuple[date, int]:
    """Withdraw every accepted drop of this name; what stood aside for it is judged again.

    The period's other drops of the source are validated and staged anew by the next run: what a
    withdrawn file replaced comes back, and files that were refused or repeated because of it are
    tried again.

    Returns:
        The period, and how many drops were withdrawn.

    Raises:
        DropNotFoundError: No accepted drop has this name.
    """
    with warehouse.transaction() as tx:
        found = tx.rows("drop/find_accepted", file_name=file_name)
        if not found:
            raise DropNotFoundError(file_name)
        period: date = found[0]["period"]
        tx.lock_period(period, warehouse.settings.wait_seconds)
        for row in found:
            tx.run("drop/withdraw", drop_id=row["drop_id"], reason=reason)
            tx.run("drop/judge_again", period=period, source=row["source"])
            tx.run("drop/audit", actor=getpass.getuser(), subject=row["file_name"], reason=reason)
    logger.info("withdrawn file=%s drops=%d", file_name, len(found))
    return period, len(found)
