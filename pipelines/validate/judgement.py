"""The decisions on one source and period, in one transaction: refused, repeated or accepted."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date

from pipelines.checking import checked_table, drop_checked_rows
from pipelines.contracts import Contract, rules_fingerprint
from pipelines.contracts.rules import REFUSE, load_rules
from pipelines.errors import Refusal
from pipelines.statements import fill_statement
from pipelines.validate import refusals
from pipelines.validate.expectations import Outcome
from pipelines.validate.repetitions import (
    SheetContent,
    content_hash,
    repeated_drops,
    repeating_sheet,
    sheet_contents,
)
from pipelines.validate.versions import Decision, Presence, decide_versions
from pipelines.warehouse import Transaction

logger = logging.getLogger(__name__)


@dataclass
class ValidationSummary:
    """What validate decided, in ids and counts."""

    rows: int = 0
    accepted: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)


class Judgement:
    """Decides what waits; each method is one kind of reason, in the order in which they count.

    Args:
        tx: A transaction that holds the period.
        contract: The source's contract.
        kinds: Kinds of which there are checked rows.
        period: First day of the month.
        names: File names by id, of every drop that is loaded or accepted.
        waiting: Ids of those that are to be decided.
    """

    def __init__(
        self,
        tx: Transaction,
        contract: Contract,
        *,
        kinds: list[str],
        period: date,
        names: dict[int, str],
        waiting: list[int],
    ) -> None:
        self.tx = tx
        self.contract = contract
        self.period = period
        self.names = names
        self.tables = {kind: checked_table(contract.source, kind, period) for kind in kinds}
        self.waiting = waiting
        self.summary = ValidationSummary()
        self.rules = rules_fingerprint(contract.source)
        self._scope = {"period": period, "source": contract.source}

    def record(self, outcomes: list[Outcome]) -> None:
        """Keep what the suites found, in counts."""
        # One rule may look at several columns: value_unknown does.
        found = [{**asdict(one), "rule": f"{one.rule}.{one.column}"} for one in outcomes]
        self.tx.run("validate/record_outcomes", outcomes=json.dumps(found), **self._scope)

    def refuse_by_rules(self, outcomes: list[Outcome]) -> None:
        """Where a critical rule fell short, find the drops that broke it."""
        broken = {(o.layout, o.rule) for o in outcomes if o.outcome == REFUSE and not o.is_met}
        for layout, (kind_name, kind, _) in self.contract.layouts.items():
            for rule in load_rules(self.contract.source, layout):
                if (layout, rule.code) not in broken:
                    continue
                table = self.tables[kind_name]
                sql = fill_statement("validate/broken_by", checked=table, condition=rule.condition)
                for row in self.tx.rows_of(sql, "sql/validate/broken_by.sql", layout=layout):
                    refusal = refusals.by_rule(rule, kind, row["sheet_name"], row["row_number"])
                    self._refuse(row["drop_id"], refusal)

    def put_aside_repetitions(self) -> None:
        """Files that hold another's rows, or one sheet twice."""
        sheets: dict[int, list[SheetContent]] = {}
        for kind in self.tables:
            found = sheet_contents(self.tx, self.contract, kind, self.period)
            for drop_id, contents in found.items():
                sheets.setdefault(drop_id, []).extend(contents)
        for drop_id in self._open():
            sheet_no = repeating_sheet(sheets.get(drop_id, []))
            if sheet_no is not None:
                self._repeat(drop_id, refusals.repeats_itself(self._sheet_name(drop_id, sheet_no)))
        gone = {*self.summary.refused, *self.summary.repeated}
        hashes = {d: content_hash(contents) for d, contents in sheets.items() if d not in gone}
        for drop_id, earlier in repeated_drops(hashes, self.waiting).items():
            self._repeat(drop_id, refusals.repeats_file(self.names[earlier]), earlier)

    def decide_versions(self) -> None:
        """Which drop delivers which village; refuse what only the sender can decide."""
        accepted = frozenset(self.names) - frozenset(self.waiting)
        judged = {*accepted, *self._open()}
        presences: list[Presence] = []
        repeated: dict[tuple[str, str, int, int], int] = {}
        for kind, table in self.tables.items():
            found = self._presences(kind, table)
            presences += [p for p in found if p.drop_id in judged]
            drops = Counter(presence.village_code for presence in found)
            in_several = [village for village, count in drops.items() if count > 1]
            # Nearly always none: to look for people of none would take a walk through all rows.
            if in_several:
                repeated |= self._repeated_people(kind, table, in_several)
        decision = decide_versions(presences, repeated, accepted)
        for ambiguity in decision.ambiguous:
            self._refuse(ambiguity.drop_id, refusals.by_ambiguity(ambiguity))
        self._record_deliveries(decision)

    def accept(self) -> ValidationSummary:
        """What is left is usable: the steps after this one may see it."""
        self.summary.accepted = self._open()
        self.tx.run("validate/accept_drops", drops=self.summary.accepted, rules=self.rules)
        if self.waiting and not self.summary.accepted:
            for kind in self.tables:
                drop_checked_rows(self.tx, self.contract.source, kind, self.period)
        return self.summary

    def _open(self) -> list[int]:
        gone = {*self.summary.refused, *self.summary.repeated}
        return [drop_id for drop_id in self.waiting if drop_id not in gone]

    def _presences(self, kind: str, table: str) -> list[Presence]:
        sql = fill_statement("validate/presences", checked=table)
        return [
            Presence(row["drop_id"], kind, row["village_code"], row["people"])
            for row in self.tx.rows_of(sql, "sql/validate/presences.sql")
        ]

    def _repeated_people(
        self, kind: str, table: str, villages: list[str]
    ) -> dict[tuple[str, str, int, int], int]:
        sql = fill_statement("validate/repeated_people", checked=table)
        return {
            (kind, row["village_code"], row["earlier"], row["later"]): row["people"]
            for row in self.tx.rows_of(sql, "sql/validate/repeated_people.sql", villages=villages)
        }

    def _record_deliveries(self, decision: Decision) -> None:
        self.tx.run("validate/forget_deliveries", kinds=list(self.contract.kinds), **self._scope)
        found = json.dumps([asdict(delivery) for delivery in decision.deliveries])
        self.tx.run("validate/record_deliveries", deliveries=found, **self._scope)

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

    def _repeat(self, drop_id: int, refusal: Refusal, earlier: int | None = None) -> None:
        self.summary.repeated.append(drop_id)
        self.tx.run(
            "validate/repeat_drop",
            drop_id=drop_id,
            repeats=earlier,
            rules=self.rules,
            code=refusal.code,
            problem=refusal.problem,
            remedy=refusal.remedy,
            message_id=refusal.message_id,
            sheet=refusal.sheet,
        )
        self._remove_rows(drop_id)
        logger.warning("put aside drop=%d reason=%s", drop_id, refusal.code)

    def _sheet_name(self, drop_id: int, sheet_no: int) -> str:
        return str(self.tx.run("validate/sheet_name", drop_id=drop_id, sheet_no=sheet_no).scalar())

    def _remove_rows(self, drop_id: int) -> None:
        for kind, table in self.tables.items():
            raw = f"raw.{self.contract.source}_{kind}"
            sql = fill_statement("validate/remove_rows", raw=raw)
            self.tx.execute(sql, f"rows of {raw}", period=self.period, drop_id=drop_id)
            sql = fill_statement("validate/remove_checked_rows", checked=table)
            self.tx.execute(sql, f"rows of {table}", drop_id=drop_id)
