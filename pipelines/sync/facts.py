"""What every source says of every person and family, as steps: one row per change.

A timeline is a function of the drops that stand. What a month says can only change that month and
those after it, so the timelines of the records that it touches are told anew from that month on:
never spliced, and everybody else is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.engine import CursorResult

from pipelines.staged_rows import value_columns
from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class Kind:
    """What differs between the facts of persons and of families.

    Attributes:
        name: `person` or `family`: ends of the tables in `staging` and `registry`.
        linked_by: The column of its steps that the linkage knows, if any.
        kept_where_absent: Columns that say who is missed.
    """

    name: str
    linked_by: tuple[str, ...]
    kept_where_absent: tuple[str, ...]


PERSON = Kind(
    "person",
    linked_by=("node_id",),
    kept_where_absent=("source", "node_id", "source_family_id", "source_person_id", "no_kk"),
)
FAMILY = Kind(
    "family",
    linked_by=(),
    kept_where_absent=("source", "source_family_id"),
)


# By these the facts are joined and filtered; to sample forty more takes three times as long.
PLANNED_BY = (
    *("record_id", "valid_from", "known_from", "known_to", "is_present"),
    *("source", "source_family_id", "village_code_kemendagri"),
)


@dataclass(frozen=True)
class FactCounts:
    """What changed in the facts of one kind.

    Attributes:
        touched: Records whose timeline was told anew.
        withdrawn: Steps that we know better now.
        added: Steps that are new.
    """

    touched: int = 0
    withdrawn: int = 0
    added: int = 0


def sync_facts(tx: Transaction, run: SyncRun, kind: Kind, periods: Sequence[date]) -> FactCounts:
    """Work what was delivered into the timelines of one kind's records.

    Leaves the temporary table `touched_record` to the steps that follow in the transaction.

    Args:
        tx: Holds the registry's lock.
        run: The run; its period is the first month that can have changed.
        kind: Persons or families.
        periods: Months to look at: the run's, and later ones that were delivered otherwise.
    """
    return _Facts(tx, run, kind).work_in(periods)


@dataclass(frozen=True)
class _Facts:
    tx: Transaction
    run: SyncRun
    kind: Kind

    def work_in(self, periods: Sequence[date]) -> FactCounts:
        self._make("delivered_row")
        self._make("touched_record")
        for period in periods:
            self._read(period, is_whole_month=True)
        self.tx.analyze("pg_temp.delivered_row")
        for period in periods:
            self._run("find_touched", period=period)
        touched = int(self.tx.scalar("select count(*) from pg_temp.touched_record"))
        if not touched:
            return FactCounts()
        self.tx.analyze("pg_temp.touched_record")
        self._read_later_rows(periods)
        self._make("fresh_step", first_period=self.run.period)
        scope = {"first_period": self.run.period, "run": self.run.number}
        withdrawn = sum(
            self._run(statement, **scope).rowcount
            for statement in ("withdraw_steps", "withdraw_absences")
        )
        added = self._add_steps()
        planned_by = ", ".join([*PLANNED_BY, *self.kind.linked_by])
        self.tx.analyze(f"registry.source_{self.kind.name}_version ({planned_by})")
        return FactCounts(touched, withdrawn, added)

    def _read_later_rows(self, periods: Sequence[date]) -> None:
        """What the months that were not looked at say of the touched."""
        for row in self.tx.rows("sync/periods", period=self.run.period):
            if row["period"] not in periods:
                self._read(row["period"], is_whole_month=False)
        self.tx.analyze("pg_temp.delivered_row")

    def _read(self, period: date, *, is_whole_month: bool) -> None:
        self._run("read_rows", period=period, is_whole_month=is_whole_month)

    def _add_steps(self) -> int:
        self._make("missing_step")
        months = self.tx.rows_of(
            "select distinct valid_from from pg_temp.missing_step where hash is not null",
            "months of new steps",
        )
        added = sum(
            self._run("add_present_steps", period=row["valid_from"], run=self.run.number).rowcount
            for row in months
        )
        return added + self._run("add_absent_steps", run=self.run.number).rowcount

    def _make(self, name: str, **parameters: Any) -> None:
        """Make a temporary table anew."""
        self.tx.execute(f"drop table if exists pg_temp.{name}", f"dropping {name}")
        self._run(name, **parameters)
        self.tx.analyze(f"pg_temp.{name}")

    def _run(self, name: str, **parameters: Any) -> CursorResult[Any]:
        sql = fill_statement(f"registry/{name}", **self._texts)
        return self.tx.execute(sql, f"sql/registry/{name}.sql", **parameters)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Names that the statements of both kinds leave open."""
        kind = self.kind.name
        columns = value_columns(self.tx, kind)
        said = [f"s.{column}" for column in columns]
        linked_by, kept = self.kind.linked_by, self.kind.kept_where_absent
        return {
            "kind": kind,
            "node": next(iter(linked_by), "cast(null as integer)"),
            "columns": ", ".join([*linked_by, *columns]),
            "new_values": ", ".join([*(f"m.{column}" for column in linked_by), *said]),
            "kept": ", ".join(kept),
            "kept_before": ", ".join(f"s.{column}" for column in kept),
        }
