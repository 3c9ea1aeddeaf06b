"""Where people and families are counted, as steps over the periods on two clocks.

A timeline is a function of the drops that stand. Those of whom a month says something else are told
anew from that month on, those who are others than before over all months; everybody else is left
alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.statements import fill_statement

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

CHANGED_FAMILY_ROW = pa.schema([("list", pa.string())])
MONTH = pa.schema([("period", pa.date32())])
PERSON_CONTENT = pa.schema([("person_id", pa.int32()), ("content_hash", pa.string())])


@dataclass(frozen=True)
class Timeline:
    """A table of steps and what they are told by.

    Attributes:
        version: The table of steps.
        state: The engine's table of what stands of them in every month.
        told_anew: The engine's table of those to tell anew, and since which month.
        key: Who the steps are about.
        values: What a step says, with its type; all are empty where not listed.
    """

    version: str
    state: str
    told_anew: str
    key: str
    values: dict[str, pa.DataType]

    def fill(self, statement: str) -> str:
        """A statement of `sql/families/` about this table."""
        return fill_statement(
            f"families/{statement}",
            version=self.version,
            state=self.state,
            told_anew=self.told_anew,
            key=self.key,
            values=", ".join(self.values),
            told=", ".join(f"s.{value}" for value in self.values),
            said=", ".join(f"t.{value}" for value in self.values),
            known=", ".join(f"v.{value}" for value in self.values),
            fresh=", ".join(f"f.{value}" for value in self.values),
        )


MEMBERSHIPS = Timeline(
    version="registry.membership_version",
    state="person_state",
    told_anew="told_person",
    key="person_id",
    values={
        "family_id": pa.int32(),
        "is_in_p3ke": pa.bool_(),
        "is_in_dtks": pa.bool_(),
        "is_head": pa.bool_(),
        "village_code_kemendagri": pa.string(),
        "relation": pa.string(),
    },
)
FAMILIES = Timeline(
    version="registry.family_version",
    state="family_state",
    told_anew="told_family",
    key="family_id",
    values={
        "head_person_id": pa.int32(),
        "persons": pa.int16(),
        "is_in_p3ke": pa.bool_(),
        "is_in_dtks": pa.bool_(),
        "village_code_kemendagri": pa.string(),
    },
)
TIMELINES = (MEMBERSHIPS, FAMILIES)


@dataclass(frozen=True)
class StepCounts:
    """Steps that we know better now, and steps that are new."""

    withdrawn: int
    added: int


def tell(run: SyncRun) -> StepCounts:
    """Tell those anew of whom something may be otherwise; write their steps."""
    _gather(run)
    _tell_states(run)
    counts = [_write(run, timeline) for timeline in TIMELINES]
    return StepCounts(sum(c.withdrawn for c in counts), sum(c.added for c in counts))


def _gather(run: SyncRun) -> None:
    """Make `told_person`, `told_family` and `told_member`, each with the month from which on."""
    tx, engine = run.tx, run.reading.engine
    engine.make("told_person", "families/told_persons")
    changed = tx.copy_out("families/changed_family_rows", CHANGED_FAMILY_ROW, run=run.number)
    engine.load("changed_family_row", changed)
    engine.make("told_family", "families/told_families", period=run.period)
    engine.make("told_member", "families/told_members")


def _tell_states(run: SyncRun) -> None:
    """Make `person_state` and `family_state`: what stands of them in every month."""
    tx, engine = run.tx, run.reading.engine
    engine.load("month", tx.copy_out("families/months", MONTH))
    for table, statement in (
        ("standing_row", "standing_rows"),
        ("standing_family_row", "standing_family_rows"),
        ("standing_golden", "standing_golden"),
        ("person_state", "person_states"),
        ("member_state", "member_states"),
    ):
        engine.make(table, f"families/{statement}")
    tx.hand_over("families/rival", engine.read("families/rivals"))
    engine.load("person_content", tx.copy_out("families/person_contents", PERSON_CONTENT))
    engine.make("family_state", "families/family_states")


def _write(run: SyncRun, timeline: Timeline) -> StepCounts:
    tx, engine = run.tx, run.reading.engine
    told = engine.query(f"select {timeline.key} as id from {timeline.told_anew}", "who is told")
    tx.hand_over("families/told", told)
    columns = pa.schema({timeline.key: pa.int32(), "valid_from": pa.date32(), **timeline.values})
    known = tx.copy_out_query(timeline.fill("told_steps"), "sql/families/told_steps.sql", columns)
    engine.load("told_step", known)
    engine.keep("fresh_step", timeline.fill("fresh_steps"), "sql/families/fresh_steps.sql")
    statement = timeline.fill("withdrawn_steps")
    withdrawn = engine.query(statement, "sql/families/withdrawn_steps.sql")
    engine.load("withdrawn", withdrawn)
    label = "sql/families/added_steps.sql"
    added = engine.query(timeline.fill("added_steps"), label, run=run.number)
    if withdrawn.num_rows:
        tx.hand_over("families/withdrawn", withdrawn)
        withdraw = timeline.fill("withdraw_steps")
        tx.execute(withdraw, "sql/families/withdraw_steps.sql", run=run.number)
    tx.copy_in(timeline.version, added)
    tx.analyze_grown(timeline.version, withdrawn.num_rows + added.num_rows)
    return StepCounts(withdrawn.num_rows, added.num_rows)
