"""Stages all accepted drops of one source and period anew whenever one of them changed.

What is staged is a function of the accepted drops, their order and the rules: a correction, a
withdrawal or a mended contract needs no path of its own.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date

from pipelines.checking import checked_table, drop_checked_rows, make_checked_rows
from pipelines.contracts import Contract, load_contract, rules_fingerprint
from pipelines.contracts.rules import FLAG, SET_ASIDE, Rule, load_rules
from pipelines.errors import BalanceError
from pipelines.periods import format_period
from pipelines.statements import read_statement
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
        tx.lock_period(period, warehouse.settings.wait_seconds)
        drops = tx.rows("stage/accepted", period=period, source=source)
        if all(row["staged_with"] is not None for row in drops) and not _has_leftovers(
            tx, source, period, [row["drop_id"] for row in drops]
        ):
            return StagingSummary()
        _prepare_partitions(tx, period)
        superseded: Counter[str] = Counter()
        for kind in contract.kinds:
            ids = [row["drop_id"] for row in drops if kind in row["kind"].split("+")]
            superseded += _stage_kind(tx, contract, kind, period=period, drops=ids)
        tx.run(
            "stage/count_drops",
            period=period,
            source=source,
            rules=rules_fingerprint(source),
            superseded=json.dumps(superseded),
        )
        tx.analyze(*(f"{table}_{period:%Y%m}" for table in STAGING_TABLES), "quarantine.row")
        _check_balance(tx, period)
        summary = StagingSummary(**tx.rows("stage/summary", period=period, source=source)[0])
    logger.info(
        "staged source=%s period=%s rows=%d set_aside=%d superseded=%d",
        source,
        format_period(period),
        summary.staged,
        summary.set_aside,
        summary.superseded,
    )
    return summary


def _stage_kind(
    tx: Transaction, contract: Contract, kind: str, *, period: date, drops: list[int]
) -> Counter[str]:
    _run(tx, "stage/forget", kind, period=period, source=contract.source)
    if not drops:
        return Counter()
    _ensure_checked(tx, contract, kind, period=period, drops=drops)
    table = checked_table(contract.source, kind, period)
    for layout, (kind_name, _, _) in contract.layouts.items():
        if kind_name == kind:
            rules = [r for r in load_rules(contract.source, layout) if r.outcome == SET_ASIDE]
            _set_aside(tx, table, kind, layout, rules)
    _run(tx, f"stage/insert_{kind}", kind, checked=table)
    for layout, (kind_name, _, _) in contract.layouts.items():
        if kind_name == kind:
            rules = [r for r in load_rules(contract.source, layout) if r.outcome == FLAG]
            _flag(tx, table, kind, layout, rules, period)
    rows = _run(tx, "stage/superseded", kind, checked=table)
    superseded = Counter({str(drop_id): count for drop_id, count in rows})
    drop_checked_rows(tx, contract.source, kind, period)
    return superseded


def _set_aside(tx: Transaction, table: str, kind: str, layout: str, rules: list[Rule]) -> None:
    _run(
        tx,
        "stage/set_aside",
        kind,
        checked=table,
        codes=", ".join(f"case when {r.condition} then '{r.code}' end" for r in rules),
        columns=", ".join(f"case when {r.condition} then '{r.column}' end" for r in rules),
        any_condition=" or ".join(rule.condition for rule in rules),
        layout=layout,
    )


def _flag(
    tx: Transaction, table: str, kind: str, layout: str, rules: list[Rule], period: date
) -> None:
    _run(
        tx,
        "stage/flag",
        kind,
        checked=table,
        flags=", ".join(f"case when {r.condition} then '{r.code} {r.column}' end" for r in rules),
        any_condition=" or ".join(rule.condition for rule in rules),
        layout=layout,
        period=period,
    )


def _ensure_checked(
    tx: Transaction, contract: Contract, kind: str, *, period: date, drops: list[int]
) -> None:
    """Use what validate made if it is whole; a crash or a withdrawal may have left less or more."""
    table = checked_table(contract.source, kind, period)
    if tx.scalar("select to_regclass(:table) is not null", table=table):
        raw = f"raw.{contract.source}_{kind}"
        differing = tx.rows_of(
            f"select drop_id, count(*) from {raw} where period = :period and drop_id = any(:drops)"
            f" group by 1 except select drop_id, count(*) from {table} group by 1",
            f"comparing {table} with raw",
            period=period,
            drops=drops,
        )
        others = tx.rows_of(
            f"select 1 from {table} where drop_id <> all(:drops) limit 1",
            f"strangers in {table}",
            drops=drops,
        )
        if not differing and not others:
            return
    make_checked_rows(tx, contract, kind, period=period, drops=drops)


def _has_leftovers(tx: Transaction, source: str, period: date, drops: list[int]) -> bool:
    """Whether rows are staged of a drop that is not accepted any more."""
    found = tx.rows("stage/leftovers", source=source, period=period, drops=drops)
    return bool(found)


def _prepare_partitions(tx: Transaction, period: date) -> None:
    for table in STAGING_TABLES:
        tx.execute(
            "select ops.ensure_partition(:parent, :period)",
            "a partition",
            parent=table,
            period=period,
        )


def _check_balance(tx: Transaction, period: date) -> None:
    lines = [
        f"{row['file_name']}: loaded {row['loaded_rows']}, staged {row['staged_rows']}, "
        f"set aside {row['set_aside_rows']}, superseded {row['superseded_rows']}"
        for row in tx.rows("stage/unbalanced", period=period)
    ]
    if lines:
        raise BalanceError(format_period(period), lines)


def _run(
    tx: Transaction, name: str, kind: str, *, period: date | None = None, **texts: str
) -> list[tuple[int, int]]:
    """Run a statement whose table names and conditions are filled in."""
    sql = read_statement(name).replace("{kind}", kind)
    parameters: dict[str, object] = {} if period is None else {"period": period}
    for key, text in texts.items():
        if "{" + key + "}" in sql:
            sql = sql.replace("{" + key + "}", text)
        else:
            parameters[key] = text
    result = tx.execute(sql, f"sql/{name}.sql", **parameters)
    return [tuple(row) for row in result] if result.returns_rows else []
