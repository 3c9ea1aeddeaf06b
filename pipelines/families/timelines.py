"""Where people and families are counted, as steps over the periods on two clocks.

A timeline is a function of the drops that stand: those whom a period or a new identity touches are
told anew over all periods, everybody else is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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
        touched: The temporary table of those to tell anew.
        key: Who the steps are about.
        values: What a step says; all are empty where not listed.
    """

    version: str
    states: str
    state: str
    touched: str
    key: str
    values: tuple[str, ...]

    def fill(self, statement: str) -> str:
        """A statement of `sql/families/` about this table."""
        return fill_statement(
            f"families/{statement}",
            version=self.version,
            state=self.state,
            touched=self.touched,
            key=self.key,
            values=", ".join(self.values),
            told=", ".join(f"s.{value}" for value in self.values),
            known=", ".join(f"v.{value}" for value in self.values),
            fresh=", ".join(f"f.{value}" for value in self.values),
        )


MEMBERSHIPS = Timeline(
    version="registry.membership_version",
    states="person_states",
    state="pg_temp.person_state",
    touched="pg_temp.touched_person",
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
    touched="pg_temp.touched_family",
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


def start_touched(tx: Transaction) -> None:
    """Gather those whose past reads otherwise since this run's identities."""
    for timeline in TIMELINES:
        tx.execute(f"drop table if exists {timeline.touched}", f"dropping {timeline.touched}")
    tx.run("families/touched_by_identity_persons")
    tx.run("families/touched_by_identity_families")


def tell_period(tx: Transaction, period: date) -> None:
    """Make the temporary tables that say what stands in a period, and what follows from it."""
    _tell(tx, "period", period=period)


def find_touched(tx: Transaction, period: date) -> None:
    """Gather those of whom the period, as told, says another than the steps."""
    for timeline in TIMELINES:
        label = f"sql/families/touched_by_period.sql for {timeline.version}"
        tx.execute(timeline.fill("touched_by_period"), label, period=period)


def tell_touched(tx: Transaction, run: SyncRun) -> StepCounts:
    """Write the steps of all who were gathered; the run's period was told before."""
    tx.analyze(*(timeline.touched for timeline in TIMELINES))
    if not tx.scalar(
        "select exists (select from pg_temp.touched_person)"
        " or exists (select from pg_temp.touched_family)"
    ):
        return StepCounts(0, 0)
    # Of a first month everything was told already.
    if tx.scalar("select exists (select from registry.coverage where period <> :p)", p=run.period):
        _tell(tx, "touched")
    written = [_write(tx, run, timeline) for timeline in TIMELINES]
    return StepCounts(sum(w.withdrawn for w in written), sum(w.added for w in written))


def _tell(tx: Transaction, scope: str, **parameters: date) -> None:
    for table, statement in (
        ("standing_row", f"standing_of_{scope}"),
        ("standing_family_row", f"family_rows_of_{scope}"),
        ("standing_golden", f"golden_of_{scope}"),
        ("person_state", "person_states"),
        ("family_state", "family_states"),
    ):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"families/{statement}", **parameters if statement.endswith(scope) else {})
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
