"""What sources said of somebody from month to month, as steps that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import RowMapping

from pipelines.registry.looks import shown_number

NUMBERS = ("nik", "no_kk", "nik_first_15")
# What a step is, not what it says.
NOT_SAID = {
    "record_id", "valid_from", "known_from", "known_to", "node_id", "is_present", "reason", "hash",
    "source", "is_theirs", "known_at", "withdrawn_at", "source_key_is_trusted",
}  # fmt: skip
LISTED, MISSING, CHANGED, PASSED_ON = "listed", "not listed", "changed", "another person's"
# What a row says of its person where it lists nobody, by the word of staging.
GONE = {
    "meninggal": "dead",
    "ganda": "listed twice",
    "pindah": "moved away",
    "tidak_ditemukan": "not found",
    "ditolak": "refused",
}


@dataclass(frozen=True)
class Step:
    """What one source says from a month on.

    Attributes:
        valid_from: First month in which it is so.
        source: Who says so.
        record_id: On which record.
        event: `listed`, `changed`, `not listed`; what a row says of somebody who is not there, such
            as `dead`; or `another person's`: the record is theirs now.
        village_code: Where; of `not listed`, the village whose snapshot misses the record.
        values: What is said where listed, what is new where changed; numbers masked.
        known_at: When we came to know it.
        withdrawn_at: When we came to know better; None: it holds.
    """

    valid_from: date
    source: str
    record_id: int
    event: str
    village_code: str
    values: Mapping[str, Any]
    known_at: datetime
    withdrawn_at: datetime | None


def steps_of(rows: Sequence[RowMapping], *, reveal: bool) -> list[Step]:
    """The steps of `sql/registry/person_steps.sql` or `family_steps.sql`, in their order."""
    return list(_steps(rows, reveal=reveal))


def masked(values: Mapping[str, Any], *, reveal: bool) -> dict[str, Any]:
    """Values with every number of sixteen digits as it may be shown."""
    return {
        name: shown_number(value, reveal=reveal) if name in NUMBERS else value
        for name, value in values.items()
    }


def _steps(rows: Sequence[RowMapping], *, reveal: bool) -> Iterable[Step]:
    standing: dict[int, RowMapping] = {}
    for row in rows:
        before = standing.get(row["record_id"])
        event, said = _event(row, before)
        never_theirs = before is None and event in (MISSING, PASSED_ON)
        # Whose a withdrawn step was, the identities of today do not tell.
        if never_theirs or (event == PASSED_ON and row["withdrawn_at"] is not None):
            continue
        yield Step(
            row["valid_from"],
            row["source"],
            row["record_id"],
            event,
            row["village_code_kemendagri"],
            masked(said, reveal=reveal),
            row["known_at"],
            row["withdrawn_at"],
        )
        if row["withdrawn_at"] is None:
            standing[row["record_id"]] = row


def _event(row: RowMapping, before: RowMapping | None) -> tuple[str, Mapping[str, Any]]:
    if not row["is_theirs"]:
        return PASSED_ON, {}
    if row["hash"] is None:
        return MISSING, {}
    said = {name: value for name, value in row.items() if name not in NOT_SAID}
    gone = None if row["is_present"] else GONE[row["reason"]]
    if before is None or not before["is_theirs"] or _comes(row, before):
        return gone or LISTED, {name: value for name, value in said.items() if value is not None}
    return gone or CHANGED, {name: value for name, value in said.items() if value != before[name]}


def _comes(row: RowMapping, before: RowMapping) -> bool:
    """Whether the step before said nothing, or that its person is not there who is there now."""
    return before["hash"] is None or (row["is_present"] and not before["is_present"])
