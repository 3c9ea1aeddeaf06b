"""Stages all accepted drops of one source and period anew whenever one of them changed.

What is staged is a function of the accepted drops, their order and the rules: a correction, a
withdrawal or a mended contract needs no path of its own.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.checking import (
    checked_table,
    drop_checked_rows,
    make_checked_rows,
    read_texts,
    sample_less,
)
from pipelines.contracts import Contract, load_contract, rules_fingerprint
from pipelines.contracts.rules import FLAG, SET_ASIDE, Rule, load_rules
from pipelines.errors import BalanceError
from pipelines.partitions import spare_partition
from pipelines.periods import format_period
from pipelines.staged_rows import key_columns
from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)

STAGING_TABLES = ("staging.person", "staging.family", "staging.flag")


@dataclass(frozen=True)
class StagingSummary:
    """What became of the rows of all accepted drops, in counts."""

    staged: int = 0
    set_aside: int = 0
    superseded: int = 0


def stage_source(warehouse: Warehouse, source: str, period: date) -> StagingSummary:
    """Stage a source's accepted drops of a period; nothing when nothing changed.

    Raises:
        BalanceError: Rows are not all accounted for; nothing was changed.
    """
    contract = load_contract(source)
    with warehouse.transaction() as tx:
        # By itself: making a partition holds its parent, and other sources would wait for the rest.
        for table in STAGING_TABLES:
            tx.run("stage/ensure_partition", parent=table, period=period)
            spare_partition(tx, table, period)
    with warehouse.transaction() as tx:
        tx.lock_period(period, source, warehouse.settings.wait_seconds)
        drops = tx.rows("stage/accepted", period=period, source=source)
        accepted = [row["drop_id"] for row in drops]
        is_staged = all(row["staged_with"] is not None for row in drops)
        if is_staged and not _has_leftovers(tx, source, period, accepted):
            return StagingSummary()
        superseded: Counter[str] = Counter()
        for kind in contract.kinds:
            ids = [row["drop_id"] for row in drops if kind in row["kind"].split("+")]
            superseded += _Kind(warehouse, tx, contract, kind, period).stage(ids)
        tx.run(
            "stage/count_drops",
            period=period,
            source=source,
            rules=rules_fingerprint(source),
            superseded=json.dumps(superseded),
        )
        sample_less(tx)
        tx.analyze(*(f"{table}_{period:%Y%m}" for table in STAGING_TABLES), "quarantine.row")
        _check_balance(tx, period)
        summary = StagingSummary(**tx.rows("stage/summary", period=period, source=source)[0])
    logger.info(
        "staged source=%s period=%s rows=%d set_aside=%d superseded=%d",
        *(source, format_period(period), summary.staged, summary.set_aside, summary.superseded),
    )
    return summary


@dataclass(frozen=True)
class _Kind:
    """Stages one kind of a source: families or persons."""

    warehouse: Warehouse
    tx: Transaction
    contract: Contract
    kind: str
    period: date

    @property
    def checked(self) -> str:
        return checked_table(self.contract.source, self.kind, self.period)

    def stage(self, drops: list[int]) -> Counter[str]:
        """Forget what was staged of the kind and stage these drops; rows superseded by drop id."""
        scope = {"period": self.period, "source": self.contract.source}
        self.tx.execute(fill_statement("stage/forget", kind=self.kind), "sql/stage/forget", **scope)
        if not drops:
            return Counter()
        self._ensure_checked(drops)
        for layout, rules in self._rules(SET_ASIDE):
            self._set_aside(layout, rules)
        self._run(f"stage/insert_{self.kind}", **key_columns(self.tx, self.kind))
        for layout, rules in self._rules(FLAG):
            self._flag(layout, rules)
        sql = fill_statement("stage/superseded", kind=self.kind, checked=self.checked)
        rows = self.tx.rows_of(sql, "sql/stage/superseded.sql")
        drop_checked_rows(self.tx, self.contract.source, self.kind, self.period)
        return Counter({str(row["drop_id"]): row["rows"] for row in rows})

    def _rules(self, outcome: str) -> Iterator[tuple[str, list[Rule]]]:
        for layout, (kind_name, _, _) in self.contract.layouts.items():
            if kind_name == self.kind:
                rules = load_rules(self.contract.source, layout)
                yield layout, [rule for rule in rules if rule.outcome == outcome]

    def _set_aside(self, layout: str, rules: list[Rule]) -> None:
        self._run(
            "stage/set_aside",
            {"layout": layout},
            codes=", ".join(f"case when {r.condition} then '{r.code}' end" for r in rules),
            columns=", ".join(f"case when {r.condition} then '{r.column}' end" for r in rules),
            any_condition=" or ".join(rule.condition for rule in rules),
        )

    def _flag(self, layout: str, rules: list[Rule]) -> None:
        flags = [f"case when {r.condition} then '{r.code} {r.column}' end" for r in rules]
        self._run(
            "stage/flag",
            {"layout": layout, "period": self.period},
            flags=", ".join(flags),
            any_condition=" or ".join(rule.condition for rule in rules),
        )

    def _run(self, name: str, parameters: dict[str, object] | None = None, /, **texts: str) -> None:
        sql = fill_statement(name, kind=self.kind, checked=self.checked, **texts)
        self.tx.execute(sql, f"sql/{name}.sql", **(parameters or {}))

    def _ensure_checked(self, drops: list[int]) -> None:
        """Use what validate made if it is whole; a crash or a withdrawal may have changed it."""
        if self.tx.scalar("select to_regclass(:table) is not null", table=self.checked):
            raw = f"raw.{self.contract.source}_{self.kind}"
            sql = fill_statement("stage/differs_from_raw", raw=raw, checked=self.checked)
            if not self.tx.rows_of(sql, f"comparing {raw}", period=self.period, drops=drops):
                return
        read_texts(self.warehouse, self.contract, self.kind, period=self.period, drops=drops)
        make_checked_rows(self.tx, self.contract, self.kind, period=self.period, drops=drops)


def _has_leftovers(tx: Transaction, source: str, period: date, drops: list[int]) -> bool:
    """Whether rows are staged or set aside of a drop that is not accepted any more."""
    return bool(tx.rows("stage/leftovers", source=source, period=period, drops=drops))


def _check_balance(tx: Transaction, period: date) -> None:
    lines = [
        f"{row['file_name']}: loaded {row['loaded_rows']}, staged {row['staged_rows']}, "
        f"set aside {row['set_aside_rows']}, superseded {row['superseded_rows']}"
        for row in tx.rows("stage/unbalanced", period=period)
    ]
    if lines:
        raise BalanceError(format_period(period), lines)
