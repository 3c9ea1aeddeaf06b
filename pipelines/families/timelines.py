"""Where people and families are counted, as steps over the periods on two clocks.

A timeline is a function of the drops that stand. Those of whom a month says something else are told
anew from that month on, those who are others than before over all months; everybody else is left
alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun


@dataclass(frozen=True)
class Timeline:
    """A table of steps and how the states of a period for it are told.

    Attributes:
        version: The table of steps.
        state: The temporary table that `sql/families/{states}.sql` makes.
        told_anew: The temporary table of those to tell anew, and since which month.
        key: Who the steps are about.
        values: What a step says; all are empty where not listed.
    """

    version: str
    states: str
    state: str
    told_anew: str
    key: str
    values: tuple[str, ...]

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
    states="person_states",
    state="pg_temp.person_state",
    told_anew="pg_temp.told_person",
    key="person_id",
    values=(
        "family_id",
        "is_in_p3ke",
        "is_in_dtks",
        "is_head",
        "village_code_kemendagri",
        "relation",
    ),
)
FAMILIES = Timeline(
    version="registry.family_version",
    states="family_states",
    state="pg_temp.family_state",
    told_anew="pg_temp.told_family",
    key="family_id",
    values=(
        "head_person_id",
        "persons",
        "is_in_p3ke",
        "is_in_dtks",
        "village_code_kemendagri",
    ),
)
TIMELINES = (MEMBERSHIPS, FAMILIES)


@dataclass(frozen=True)
class StepCounts:
    """Steps that we know better now, and steps that are new."""

    withdrawn: int
    added: int


def tell(tx: Transaction, run: SyncRun) -> None:
    """Gather those to tell anew, each from a month on, and tell what stands of them in each.

    Leaves `told_person`, `told_family`, `standing_row`, `standing_family_row`, `person_state` and
    `family_state`.
    """
    _make(tx, "told_person", "told_persons", period=run.period)
    _make(tx, "told_family", "told_families", period=run.period, run=run.number)
    _make(tx, "told_member", "told_members")
    others = "select exists (select from registry.coverage where period <> :p)"
    # In a first month everybody is told: that needs no look at who.
    scope = "touched" if tx.scalar(others, p=run.period) else "period"
    for table, statement in (
        ("standing_row", f"standing_of_{scope}"),
        ("standing_family_row", f"family_rows_of_{scope}"),
        ("standing_golden", f"golden_of_{scope}"),
        ("person_state", "person_states"),
        ("family_state", "family_states"),
    ):
        _make(tx, table, statement, **({"period": run.period} if scope in statement else {}))


def write(tx: Transaction, run: SyncRun) -> StepCounts:
    """Write the steps of all who were told anew."""
    written = [_write(tx, run, timeline) for timeline in TIMELINES]
    return StepCounts(sum(w.withdrawn for w in written), sum(w.added for w in written))


def _make(tx: Transaction, table: str, statement: str, **parameters: Any) -> None:
    tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
    tx.run(f"families/{statement}", **parameters)
    tx.analyze(f"pg_temp.{table}")


def _write(tx: Transaction, run: SyncRun, timeline: Timeline) -> StepCounts:
    tx.execute("drop table if exists pg_temp.fresh_step", "dropping a table")
    tx.execute(timeline.fill("fresh_steps"), "sql/families/fresh_steps.sql")
    tx.analyze("pg_temp.fresh_step")
    withdraw, add = timeline.fill("withdraw_steps"), timeline.fill("add_steps")
    withdrawn = tx.execute(withdraw, "sql/families/withdraw_steps.sql", run=run.number).rowcount
    added = tx.execute(add, "sql/families/add_steps.sql", run=run.number).rowcount
    if withdrawn or added:
        tx.analyze(timeline.version)
    return StepCounts(withdrawn, added)
