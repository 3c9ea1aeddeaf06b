"""One family's history as a timeline, for who may see it; every look is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import RowMapping

from pipelines.errors import UsageError
from pipelines.registry.looks import note_look, require_reason
from pipelines.registry.timeline import Step, steps_of
from pipelines.warehouse import Warehouse


@dataclass(frozen=True)
class FamilyHistory:
    """What the registry holds of one family.

    Attributes:
        family_id: The family.
        counted: `valid_from, village_code_kemendagri, head_person_id, persons, is_in_p3ke,
            is_in_dtks, known_at, withdrawn_at` of each step, oldest first.
        members: `person_id, relation, is_head, since, until`, as known now.
        events: `kind, id, from_id, to_id, reason, decision_id, period, known_at` of its id.
        steps: What the sources said of it and its home, oldest first; numbers masked.
    """

    family_id: int
    counted: Sequence[RowMapping]
    members: Sequence[RowMapping]
    events: Sequence[RowMapping]
    steps: list[Step]


def show_family(
    warehouse: Warehouse, family_id: int, *, reveal: bool = False, reason: str | None = None
) -> FamilyHistory:
    """A family's history; that somebody looked is kept in `ops.audit`.

    Args:
        warehouse: Open.
        family_id: An id of `registry.family`.
        reveal: Show the head's NIK in full.
        reason: Why; needed to reveal.

    Raises:
        UsageError: There is no such family, or a reason is missing.
    """
    require_reason(reveal=reveal, reason=reason)
    with warehouse.transaction() as tx:
        query = "select exists (select from registry.family where family_id = :family_id)"
        if not tx.scalar(query, family_id=family_id):
            raise UsageError(
                f"No family has the id {family_id}.",
                remedy="registry.membership tells the family of a person.",
            )
        action = "family show --reveal" if reveal else "family show"
        note_look(tx, action, str(family_id), reason)
        counted, members, events, steps = (
            list(tx.rows(f"registry/family_{part}", family_id=family_id))
            for part in ("counted", "members", "events", "steps")
        )
    return FamilyHistory(family_id, counted, members, events, steps_of(steps, reveal=reveal))
