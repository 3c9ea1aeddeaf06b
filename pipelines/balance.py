"""Every raw row is accounted for, or the month is red."""

from __future__ import annotations

from datetime import date

from pipelines.errors import BalanceError
from pipelines.periods import format_period
from pipelines.warehouse import Transaction


def open_lines(tx: Transaction, period: date) -> list[str]:
    """Books of a period that do not close, one line of text each; none when all is well.

    Per drop: rows = loaded + refused; loaded = staged + set aside + superseded. Per period: staged
    persons = linked persons, once the period was linked; and the books of persons and families,
    as sync closed them last.
    """
    statements = ("status/unbalanced", "reconcile/open_lines")
    return [row["line"] for name in statements for row in tx.rows(name, period=period)]


def check_balance(tx: Transaction, period: date) -> None:
    """Stop a step whose period does not balance.

    Raises:
        BalanceError: With the lines that do not close.
    """
    if lines := open_lines(tx, period):
        raise BalanceError(format_period(period), lines)
