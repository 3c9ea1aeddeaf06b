"""What became of a period: its drops, the reasons, the books, the steps, and how fresh it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from pipelines.balance import open_lines
from pipelines.errors import BalanceError
from pipelines.periods import format_period
from pipelines.reference import load_villages
from pipelines.warehouse import Transaction, Warehouse

# What an engineer asks of a drop; the flow's own states are finer.
_STATES = {"received": "waiting", "loaded": "waiting"}


@dataclass(frozen=True)
class DropStatus:
    """One drop as shown: rows by what became of them, reasons by code with their rows."""

    file_name: str
    source: str
    kind: str | None
    state: str
    rows: int | None
    loaded: int | None
    refused: int | None
    staged: int | None
    set_aside: int | None
    superseded: int | None
    flagged: int | None
    reasons: dict[str, int]
    message: str | None
    message_id: str | None
    remarks: list[dict[str, str]]


@dataclass
class PeriodStatus:
    """All that `padan status --period` shows."""

    period: str
    drops: list[DropStatus]
    set_aside_by_reason: dict[str, int]
    flagged_by_reason: dict[str, int]
    steps: list[dict[str, Any]]
    persons: dict[str, int | None]
    families: dict[str, int | None]
    freshness: dict[str, str | None]
    unmet_rules: list[dict[str, Any]]
    mostly_gone: list[dict[str, Any]]
    unbalanced: list[str] = field(default_factory=list)

    @property
    def refused(self) -> list[DropStatus]:
        """Drops that need somebody: refused, or with one sheet repeating another."""
        return [
            drop
            for drop in self.drops
            if drop.state == "refused" or "repeated_sheet" in drop.reasons
        ]

    def raise_if_unbalanced(self) -> None:
        """Fail when the books of a drop or step do not close.

        Raises:
            BalanceError: With the lines that differ.
        """
        if self.unbalanced:
            raise BalanceError(self.period, self.unbalanced)

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        return asdict(self)


def known_periods(warehouse: Warehouse) -> list[date]:
    """Periods of which something was received, in order."""
    with warehouse.transaction() as tx:
        return [row["period"] for row in tx.rows("status/periods")]


def period_status(warehouse: Warehouse, period: date) -> PeriodStatus:
    """Read everything about a period; changes nothing."""
    with warehouse.transaction() as tx:
        counts = {row["source"]: row for row in tx.rows("status/published", period=period)}
        fresh = tx.rows("status/freshness", period=period)
        return PeriodStatus(
            period=format_period(period),
            drops=_drops(tx, period),
            set_aside_by_reason=_counts(tx, "status/set_aside", period),
            flagged_by_reason=_counts(tx, "status/flagged", period),
            steps=[dict(row) for row in tx.rows("status/steps", period=period)],
            persons={source: row["persons"] for source, row in counts.items()},
            families={source: row["families"] for source, row in counts.items()},
            freshness={
                row["source"]: row["delivered"] and format_period(row["delivered"]) for row in fresh
            },
            unmet_rules=[dict(row) for row in tx.rows("status/unmet_rules", period=period)],
            mostly_gone=_mostly_gone(tx, period),
            unbalanced=open_lines(tx, period),
        )


def _counts(tx: Transaction, name: str, period: date) -> dict[str, int]:
    return {row["code"]: row["rows"] for row in tx.rows(name, period=period)}


def _mostly_gone(tx: Transaction, period: date) -> list[dict[str, Any]]:
    # The warehouse has no names of villages before its first month is published.
    known = load_villages()
    return [
        {**row, "village_name": known[row["village_code_kemendagri"]].name}
        for row in tx.rows("status/mostly_gone", period=period)
    ]


def _drops(tx: Transaction, period: date) -> list[DropStatus]:
    reasons: dict[int, dict[str, int]] = {}
    for row in tx.rows("status/drop_reasons", period=period):
        reasons.setdefault(row["drop_id"], {})[row["code"]] = row["rows"]
    return [
        DropStatus(
            file_name=row["file_name"],
            source=row["source"],
            kind=row["kind"],
            state=_STATES.get(row["state"], row["state"]),
            rows=row["data_rows"],
            loaded=row["loaded_rows"],
            refused=row["refused_rows"],
            staged=row["staged_rows"],
            set_aside=row["set_aside_rows"],
            superseded=row["superseded_rows"],
            flagged=row["flagged_rows"],
            reasons=reasons.get(row["drop_id"], {}),
            message=row["message"],
            message_id=row["message_id"],
            remarks=row["report"],
        )
        for row in tx.rows("status/drops", period=period)
    ]
