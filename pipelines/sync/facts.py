"""What every source says of every person and family, as steps: one row per change.

A timeline is a function of the drops that stand. What a month says can only change that month and
those after it, so the timelines of the records that it touches are told anew from that month on:
never spliced, and everybody else is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
from sqlalchemy.engine import CursorResult

from pipelines.engine import Engine
from pipelines.kinds import Kind
from pipelines.staged_rows import value_columns
from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.warehouse import Transaction

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


def sync_facts(run: SyncRun, kind: Kind, periods: Sequence[date]) -> FactCounts:
    """Work what was delivered into the timelines of one kind's records.

    Leaves `<kind>_step` as known afterwards, and `touched_node`, to those who come next.

    Args:
        run: Holds the registry's lock; its period is the first month that can have changed.
        kind: Persons or families.
        periods: Months to look at: the run's, and later ones that were delivered otherwise.
    """
    return _Facts(run, kind).work_in(periods)


@dataclass(frozen=True)
class _Facts:
    run: SyncRun
    kind: Kind

    def work_in(self, periods: Sequence[date]) -> FactCounts:
        self._find_touched(periods)
        touched = self._engine.query("from touched_record", "touched records")
        self._make("touched_node", "touched_nodes")
        if not touched.num_rows:
            return FactCounts()
        self._tell_anew(periods, touched)
        withdrawn = self._withdraw()
        added = self._add()
        planned_by = ", ".join([*PLANNED_BY, *self.kind.linked_by])
        version = f"registry.source_{self.kind.name}_version"
        self._tx.analyze_grown(version, withdrawn + added, f"({planned_by})")
        if withdrawn or added:
            self.run.reading.changed_steps(self.kind, self.run.number)
        self._engine.add("touched_node", self._read("touched_nodes"))
        return FactCounts(touched.num_rows, withdrawn, added)

    @property
    def _tx(self) -> Transaction:
        return self.run.tx

    @property
    def _engine(self) -> Engine:
        return self.run.reading.engine

    def _find_touched(self, periods: Sequence[date]) -> None:
        """Make `touched_record`, and `delivered_row` of the months that are looked at."""
        reading = self.run.reading
        reading.delivered_villages()
        reading.steps(self.kind)
        for period in periods:
            reading.month(self.kind, period)
        self._engine.load("looked_at", pa.table({"period": pa.array(periods, pa.date32())}))
        looked_at = f"(from staged_{self.kind.name} where period in (from looked_at))"
        self._make("delivered_row", "delivered_rows", rows=looked_at)
        found = pa.concat_tables(self._read("find_touched", period=period) for period in periods)
        self._make("touched_record", "touched_records", given={"found": found})

    def _tell_anew(self, periods: Sequence[date], touched: pa.Table) -> None:
        """Make `fresh_step` of the touched, by all months from the run's on."""
        months = [row["period"] for row in self._tx.rows("sync/periods", period=self.run.period)]
        later = [month for month in months if month not in periods]
        self.run.reading.touched_rows(self.kind, later, touched)
        self._make("later_row", "later_rows", first_period=self.run.period)
        self._make("later_delivered_row", "delivered_rows", rows="later_row")
        self._make("touched_row", "touched_rows")
        self._make("fresh_step", "fresh_steps", first_period=self.run.period)

    def _withdraw(self) -> int:
        self._make("withdrawn_step", "withdrawn_steps", first_period=self.run.period)
        withdrawn = self._engine.query("from withdrawn_step", "withdrawn steps")
        self._tx.hand_over("registry/withdrawn_step", withdrawn)
        return self._run("withdraw_steps", run=self.run.number).rowcount

    def _add(self) -> int:
        missing = self._read("missing_steps")
        self._tx.hand_over("registry/missing_step", missing)
        self._engine.load("missing_step", missing)
        months = self._engine.read("registry/months_of_rows")["valid_from"].to_pylist()
        added = sum(
            self._run("add_present_steps", period=month, run=self.run.number).rowcount
            for month in months
        )
        return added + self._run("add_absent_steps", run=self.run.number).rowcount

    def _make(
        self,
        table: str,
        name: str,
        *,
        rows: str = "",
        given: Mapping[str, pa.Table] | None = None,
        **parameters: Any,
    ) -> None:
        """Make a table of the engine; `rows` names the table that a statement leaves open."""
        text = self._text(name).replace("{rows}", rows)
        self._engine.keep(table, text, f"sql/registry/{name}.sql", given, **parameters)

    def _read(self, name: str, **parameters: Any) -> pa.Table:
        return self._engine.query(self._text(name), f"sql/registry/{name}.sql", **parameters)

    def _run(self, name: str, **parameters: Any) -> CursorResult[Any]:
        return self._tx.execute(self._text(name), f"sql/registry/{name}.sql", **parameters)

    def _text(self, name: str) -> str:
        return fill_statement(f"registry/{name}", **self._texts)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Names that the statements of both kinds leave open."""
        kind = self.kind.name
        columns = value_columns(self._tx, kind)
        said = [f"s.{column}" for column in columns]
        linked_by, kept = self.kind.linked_by, self.kind.kept_where_absent
        reasons = {"reason": f"nullif(s.{self.kind.status}, 'ada')"} if self.kind.status else {}
        return {
            "kind": kind,
            "columns": ", ".join([*linked_by, *columns, *reasons]),
            "new_values": ", ".join(
                [*(f"m.{column}" for column in linked_by), *said, *reasons.values()]
            ),
            "is_present": f"{reasons['reason']} is null" if reasons else "true",
            "kept": ", ".join(kept),
            "kept_before": ", ".join(f"s.{column}" for column in kept),
        }
