"""One person's history as a timeline, for who may see it; every look is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.errors import UsageError
from pipelines.registry.looks import note_look, require_reason
from pipelines.registry.timeline import Step, masked, steps_of
from pipelines.warehouse import Transaction, Warehouse


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
        steps = steps_of(tx.rows("registry/person_steps", person_id=person_id), reveal=reveal)
    golden = masked(dict(found[0]), reveal=reveal) if found else {}
    return PersonHistory(person_id, period, golden, steps)


def _exists(tx: Transaction, person_id: int) -> bool:
    query = "select exists (select from registry.person where person_id = :person_id)"
    return bool(tx.scalar(query, person_id=person_id))
