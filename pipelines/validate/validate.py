"""Judges what waits of one source and period: refused, repeated or accepted."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipelines.checking import checked_table, drop_checked_rows, make_checked_rows
from pipelines.contracts import Contract, load_contract, rules_fingerprint
from pipelines.contracts.rules import REFUSE, load_rules
from pipelines.errors import Refusal
from pipelines.periods import format_period
from pipelines.statements import read_statement
from pipelines.validate import refusals
from pipelines.validate.expectations import Outcome, SuiteRunner
from pipelines.validate.repetitions import (
    SheetContent,
    content_hash,
    repeated_drops,
    repeating_sheet,
    sheet_contents,
)
from pipelines.validate.versions import Decision, Presence, decide_versions
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


@dataclass
class ValidationSummary:
    """What validate decided, in ids and counts."""

    rows: int = 0
    accepted: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)


def validate_source(warehouse: Warehouse, source: str, period: date) -> ValidationSummary:
    """Run the suites over all waiting drops of a source and decide each drop.

    Does nothing when nothing waits. Rows of a refused or repeated drop leave raw in the same
    transaction.
    """
    contract = load_contract(source)
    with warehouse.transaction() as tx:
        tx.lock_period(period, warehouse.settings.wait_seconds)
        tx.run(
            "validate/other_rules", period=period, source=source, rules=rules_fingerprint(source)
        )
        drops = tx.rows("validate/waiting", period=period, source=source)
        waiting = [row["drop_id"] for row in drops if row["state"] == "loaded"]
        if not waiting:
            return ValidationSummary()
        summary = ValidationSummary()
        ids = [row["drop_id"] for row in drops]
        kinds = _kinds_of(drops)
        for kind in kinds:
            summary.rows += make_checked_rows(tx, contract, kind, period=period, drops=ids)
    # Great Expectations has a connection of its own: the checked rows are committed for it.
    outcomes = _run_suites(warehouse, contract, kinds, period)
    with warehouse.transaction() as tx:
        tx.lock_period(period, warehouse.settings.wait_seconds)
        judgement = _Judgement(tx, contract, kinds, period, waiting, summary)
        judgement.record(outcomes)
        judgement.refuse_by_rules(outcomes)
        judgement.put_aside_repetitions()
        judgement.decide_versions(accepted={i for i in ids if i not in waiting})
        judgement.accept()
    return summary


def _kinds_of(drops: Iterable[object]) -> list[str]:
    return sorted({kind for row in drops for kind in row["kind"].split("+")})  # type: ignore[index]


def _run_suites(
    warehouse: Warehouse, contract: Contract, kinds: list[str], period: date
) -> list[Outcome]:
    url = warehouse.engine.url.render_as_string(hide_password=False)
    pages = warehouse.settings.data_docs / format_period(period) / contract.source
    runner = SuiteRunner(url, pages)
    outcomes: list[Outcome] = []
    for layout, kind in _waiting_layouts(warehouse, contract, kinds, period):
        outcomes += runner.run(
            contract.source, layout, checked_table(contract.source, kind, period)
        )
    runner.write_pages()
    return outcomes


def _waiting_layouts(
    warehouse: Warehouse, contract: Contract, kinds: list[str], period: date
) -> list[tuple[str, str]]:
    found = []
    with warehouse.transaction() as tx:
        for kind in kinds:
            table = checked_table(contract.source, kind, period)
            query = f"select distinct layout from {table} where drop_state = 'loaded' order by 1"
            found += [(row[0], kind) for row in tx.execute(query, f"layouts of {table}")]
    return found


class _Judgement:
    """The decisions on one source and period, in one transaction."""

    def __init__(
        self,
        tx: Transaction,
        contract: Contract,
        kinds: list[str],
        period: date,
        waiting: list[int],
        summary: ValidationSummary,
    ) -> None:
        self.tx = tx
        self.contract = contract
        self.period = period
        self.tables = {kind: checked_table(contract.source, kind, period) for kind in kinds}
        self.waiting = waiting
        self.summary = summary
        self.rules = rules_fingerprint(contract.source)

    def record(self, outcomes: list[Outcome]) -> None:
        """Keep what the suites found, in counts."""
        for found in outcomes:
            self.tx.run(
                "validate/record_outcome",
                period=self.period,
                source=self.contract.source,
                layout=found.layout,
                # One rule may look at several columns: value_unknown does.
                rule=f"{found.rule}.{found.column}",
                severity=found.severity,
                outcome=found.outcome,
                evaluated_rows=found.evaluated_rows,
                unexpected_rows=found.unexpected_rows,
                is_met=found.is_met,
            )

    def refuse_by_rules(self, outcomes: list[Outcome]) -> None:
        """Where a critical rule fell short, find the drops that broke it."""
        broken = {(o.layout, o.rule) for o in outcomes if o.outcome == REFUSE and not o.is_met}
        layouts = self.contract.layouts
        for layout, code in sorted(broken):
            rules = load_rules(self.contract.source, layout)
            rule = next(rule for rule in rules if rule.code == code)
            table = self.tables[layouts[layout][0]]
            query = (
                f"select distinct drop_id from {table} where drop_state = 'loaded'"
                f" and layout = :layout and {rule.condition} order by 1"
            )
            for (drop_id,) in self.tx.execute(query, f"drops that break {code}", layout=layout):
                self._refuse(drop_id, refusals.by_rule(rule))

    def put_aside_repetitions(self) -> None:
        """Files that hold another's rows, or one sheet twice."""
        sheets: dict[int, list[SheetContent]] = {}
        for kind in self.tables:
            found = sheet_contents(self.tx, self.contract, kind, self.period)
            for drop_id, contents in found.items():
                sheets.setdefault(drop_id, []).extend(contents)
        gone = set(self.summary.refused)
        hashes = {d: content_hash(contents) for d, contents in sheets.items() if d not in gone}
        for drop_id, earlier in repeated_drops(hashes, self.waiting).items():
            self._repeat(drop_id, earlier, None)
        for drop_id in self._open():
            sheet_no = repeating_sheet(sheets.get(drop_id, []))
            if sheet_no is not None:
                self._repeat(drop_id, drop_id, sheet_no)

    def decide_versions(self, accepted: set[int]) -> None:
        """Which drop delivers which village; refuse what only the sender can decide."""
        judged = {*accepted, *self._open()}
        presences: list[Presence] = []
        repeated: dict[tuple[str, str, int, int], int] = {}
        for kind, table in self.tables.items():
            presences += [p for p in self._presences(kind, table) if p.drop_id in judged]
            repeated |= self._repeated_people(kind, table)
        decision = decide_versions(presences, repeated, frozenset(accepted))
        for ambiguity in decision.ambiguous:
            self._refuse(ambiguity.drop_id, refusals.by_ambiguity(ambiguity))
        self._record_deliveries(decision)

    def accept(self) -> None:
        """What is left is usable: the steps after this one may see it."""
        self.summary.accepted = self._open()
        self.tx.run("validate/accept_drops", drops=self.summary.accepted, rules=self.rules)
        if not self.summary.accepted:
            for kind in self.tables:
                drop_checked_rows(self.tx, self.contract.source, kind, self.period)

    def _open(self) -> list[int]:
        gone = {*self.summary.refused, *self.summary.repeated}
        return [drop_id for drop_id in self.waiting if drop_id not in gone]

    def _presences(self, kind: str, table: str) -> list[Presence]:
        query = (
            f"select drop_id, village_code_kemendagri, count(*) from {table}"
            " where village_code_kemendagri is not null and row_issue is null group by 1, 2"
        )
        return [
            Presence(drop_id, kind, village, people)
            for drop_id, village, people in self.tx.execute(query, f"people of {table}")
        ]

    def _repeated_people(self, kind: str, table: str) -> dict[tuple[str, str, int, int], int]:
        sql = read_statement("validate/repeated_people").replace("{checked}", table)
        return {
            (kind, village, earlier, later): people
            for village, earlier, later, people in self.tx.execute(
                sql, "sql/validate/repeated_people.sql"
            )
        }

    def _record_deliveries(self, decision: Decision) -> None:
        scope = {"period": self.period, "source": self.contract.source}
        self.tx.run("validate/forget_deliveries", kinds=list(self.tables), **scope)
        for delivery in decision.deliveries:
            self.tx.run(
                "validate/record_delivery",
                kind=delivery.kind,
                village_code=delivery.village_code,
                drop_id=delivery.drop_id,
                relation=delivery.relation,
                people=delivery.people,
                people_came=delivery.people_came,
                people_went=delivery.people_went,
                superseded_by=delivery.superseded_by,
                **scope,
            )

    def _refuse(self, drop_id: int, refusal: Refusal) -> None:
        if drop_id in self.summary.refused:
            return
        self.summary.refused[drop_id] = refusal
        self.tx.run(
            "load/refuse_drop",
            drop_id=drop_id,
            rules=self.rules,
            code=refusal.code,
            problem=refusal.problem,
            remedy=refusal.remedy,
            message_id=refusal.message_id,
            sheet=refusal.sheet,
            row=refusal.row,
            column=refusal.column,
        )
        self._remove_rows(drop_id)
        logger.warning("refused drop=%d reason=%s", drop_id, refusal.code)

    def _repeat(self, drop_id: int, earlier: int, sheet_no: int | None) -> None:
        self.summary.repeated.append(drop_id)
        sheet = self._sheet_name(drop_id, sheet_no) if sheet_no is not None else None
        own = drop_id == earlier
        self.tx.run(
            "validate/repeat_drop",
            drop_id=drop_id,
            repeats=None if own else earlier,
            rules=self.rules,
            problem=f"Sheet {sheet!r} repeats the people of a sheet before it."
            if own
            else "The file repeats the rows of another of this period in other order.",
            remedy="Ask the sender for a file in which each person stands once."
            if own
            else "Nothing to do; the other file counts.",
            message_id="Dua lembar dalam berkas ini berisi orang yang sama. "
            "Mohon kirim berkas dengan tiap orang satu kali."
            if own
            else "Isi berkas ini sama dengan berkas lain pada bulan yang sama; tidak perlu dikirim ulang.",
            sheet=sheet,
        )
        self._remove_rows(drop_id)

    def _sheet_name(self, drop_id: int, sheet_no: int) -> str:
        query = "select sheet_name from ops.sheet where drop_id = :d and sheet_no = :s"
        return str(self.tx.scalar(query, d=drop_id, s=sheet_no))

    def _remove_rows(self, drop_id: int) -> None:
        for kind, table in self.tables.items():
            raw = f"raw.{self.contract.source}_{kind}"
            self.tx.execute(
                f"delete from {raw} where period = :period and drop_id = :drop_id",
                f"rows of a refused drop in {raw}",
                period=self.period,
                drop_id=drop_id,
            )
            self.tx.execute(
                f"delete from {table} where drop_id = :drop_id", f"rows of {table}", drop_id=drop_id
            )
