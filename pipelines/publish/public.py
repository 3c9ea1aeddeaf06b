"""The public numbers of a month as readers see them, checked once more after publishing."""

from __future__ import annotations

import logging
from datetime import date

from pipelines.disclosure.window import DECLARED_BOUND, TOTAL_BOUND
from pipelines.errors import DisclosureError
from pipelines.periods import format_period
from pipelines.warehouse import Warehouse

logger = logging.getLogger(__name__)


def check_public(warehouse: Warehouse, period: date) -> int:
    """How many sums and numbers were looked at in what the public reads of a month.

    Written apart from the rounding, in SQL over the tables that readers see: a task of its own may
    run it after `publish_period`, before anything is made of the numbers. 0 where the month has no
    public numbers.

    Raises:
        DisclosureError: Numbers do not add up, or are not those that were checked before.
    """
    bounds = {"total": TOTAL_BOUND, "other": DECLARED_BOUND}
    with warehouse.transaction() as tx:
        # Sums of sums are joined here, whose sizes the planner guesses as one row.
        tx.execute("set local enable_nestloop = off", "planning by hashes")
        rules = tx.rows("public/faults", period=period, **bounds)
    broken = [f"{row['broken']} times {row['rule']}" for row in rules if row["broken"]]
    if broken:
        raise DisclosureError(
            f"The public numbers of {format_period(period)} are wrong: {'; '.join(broken)}.",
            remedy="Withdraw the release (padan release withdraw) and report it.",
        )
    checked: int = sum(row["checked"] for row in rules)
    logger.info("checked public numbers period=%s checked=%d", format_period(period), checked)
    return checked
