"""Who looked at people: kept, and full numbers shown for a reason only."""

from __future__ import annotations

import getpass

from pipelines.errors import UsageError
from pipelines.warehouse import Transaction

# The first six digits name the district: they tell where a number was given, not to whom.
SHOWN_DIGITS = 6
HIDDEN = "•"


def note_look(tx: Transaction, action: str, subject: str, reason: str | None) -> None:
    """Keep in `ops.audit` who looked, at what and why."""
    tx.run("registry/audit", actor=getpass.getuser(), action=action, subject=subject, reason=reason)


def require_reason(*, reveal: bool, reason: str | None) -> None:
    """Refuse to reveal without a reason.

    Raises:
        UsageError: There is none.
    """
    if reveal and not (reason or "").strip():
        raise UsageError("Numbers are revealed for a reason only.", remedy="Add --reason.")


def shown_number(number: str | None, *, reveal: bool) -> str | None:
    """A NIK or No KK as it may be shown: its district only, unless it is revealed."""
    if number is None or reveal:
        return number
    return number[:SHOWN_DIGITS] + HIDDEN * (len(number) - SHOWN_DIGITS)
