"""One person's history as a timeline, for who may see it; every look is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import RowMapping

from pipelines.errors import UsageError
from pipelines.registry.looks import note_look, require_reason, shown_number
from pipelines.warehouse import Transaction, Warehouse

NUMBERS = ("nik", "no_kk", "nik_first_15")
# What a step is, not what it says.
NOT_SAID = {
    "record_id", "valid_from", "known_from", "known_to", "node_id", "is_present", "hash", "source",
    "is_of_person", "known_at", "withdrawn_at", "source_key_is_trusted",
}  # fmt: skip
LISTED, MISSING, CHANGED, PASSED_ON = "listed", "not listed", "changed", "another person's"


@dataclass(frozen=True)
class Step:
    """What one source says from a month on.

    Attributes:
        valid_from: First month in which it is so.
        source: Who says so.
        record_id: On which record.
        event: `listed`, `changed`, `not listed`, or `another person's`: the record is theirs now.
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


@dataclass(frozen=True)
class PersonHistory:
    """What the registry holds of one person.

    Attributes:
        person_id: The person.
        period: The newest month.
        golden: The golden record of that month; empty where the id stands for nobody now.
        steps: The history, oldest first.
    """

    person_id: int
    period: date
    golden: Mapping[str, Any]
    steps: list[Step]


def show_person(
    warehouse: Warehouse, person_id: int, *, reveal: bool = False, reason: str | None = None
) -> PersonHistory:
    """A person's history; that somebody looked is kept in `ops.audit`.

    Args:
        warehouse: Open.
        person_id: An id of `registry.person`.
        reveal: Show NIK and No KK in full.
        reason: Why; needed to reveal.

    Raises:
        UsageError: There is no such person, or a reason is missing.
    """
    require_reason(reveal=reveal, reason=reason)
    with warehouse.transaction() as tx:
        period = tx.rows("registry/latest_period")[0]["period"]
        if not _exists(tx, person_id):
            raise UsageError(
                f"No person has the id {person_id}.", remedy="`padan diff --ids` shows ids."
            )
        action = "person show --reveal" if reveal else "person show"
        note_look(tx, action, str(person_id), reason)
        found = tx.rows("registry/golden_record", person_id=person_id, period=period)
        steps = _steps(tx.rows("registry/person_steps", person_id=person_id), reveal=reveal)
    golden = _masked(dict(found[0]), reveal=reveal) if found else {}
    return PersonHistory(person_id, period, golden, list(steps))


def _exists(tx: Transaction, person_id: int) -> bool:
    query = "select exists (select from registry.person where person_id = :person_id)"
    return bool(tx.scalar(query, person_id=person_id))


def _steps(rows: list[RowMapping], *, reveal: bool) -> Iterable[Step]:
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
            _masked(said, reveal=reveal),
            row["known_at"],
            row["withdrawn_at"],
        )
        if row["withdrawn_at"] is None:
            standing[row["record_id"]] = row


def _event(row: RowMapping, before: RowMapping | None) -> tuple[str, Mapping[str, Any]]:
    if not row["is_of_person"]:
        return PASSED_ON, {}
    if not row["is_present"]:
        return MISSING, {}
    said = {name: value for name, value in row.items() if name not in NOT_SAID}
    if before is None or not before["is_present"] or not before["is_of_person"]:
        return LISTED, {name: value for name, value in said.items() if value is not None}
    return CHANGED, {name: value for name, value in said.items() if value != before[name]}


def _masked(values: Mapping[str, Any], *, reveal: bool) -> dict[str, Any]:
    return {
        name: shown_number(value, reveal=reveal) if name in NUMBERS else value
        for name, value in values.items()
    }
