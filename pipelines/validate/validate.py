"""Judges what waits of one source and period: refused, repeated or accepted."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date

from sqlalchemy import RowMapping

from pipelines.checking import checked_table, make_checked_rows, read_texts
from pipelines.contracts import Contract, load_contract, rules_fingerprint
from pipelines.periods import format_period
from pipelines.statements import fill_statement
from pipelines.validate.expectations import Outcome, SuiteRunner
from pipelines.validate.front_page import write_front_page
from pipelines.validate.judgement import Judgement, ValidationSummary
from pipelines.warehouse import Transaction, Warehouse

# Its context is one for the whole process; sources are judged side by side.
_GREAT_EXPECTATIONS = threading.Lock()


def validate_source(warehouse: Warehouse, source: str, period: date) -> ValidationSummary:
    """Run the suites over all waiting drops of a source and decide each drop.

    Does nothing when nothing waits and no rule changed. Rows of a refused or repeated drop leave
    raw in the same transaction. After a change of rules the villages that each accepted drop
    delivers are decided again with them; what was accepted stays accepted.
    """
    contract = load_contract(source)
    with warehouse.transaction() as tx:
        tx.lock_period(period, source, warehouse.settings.wait_seconds)
        fingerprint = rules_fingerprint(source)
        under_other_rules = tx.rows(
            "validate/other_rules", period=period, source=source, rules=fingerprint
        )
        drops = tx.rows("validate/waiting", period=period, source=source)
        waiting = [row["drop_id"] for row in drops if row["state"] == "loaded"]
        if not waiting and not under_other_rules:
            return ValidationSummary()
        names = {row["drop_id"]: row["file_name"] for row in drops}
        kinds = _kinds_of(drops)
        rows = 0
        for kind in kinds:
            read_texts(warehouse, contract, kind, period=period, drops=list(names))
            rows += make_checked_rows(tx, contract, kind, period=period, drops=list(names))
        if not waiting:
            _judgement(tx, contract, kinds, period, names, []).decide_versions()
            return ValidationSummary(rows)
    # Great Expectations has a connection of its own: the checked rows are committed for it.
    outcomes = _run_suites(warehouse, contract, kinds, period)
    with warehouse.transaction() as tx:
        tx.lock_period(period, source, warehouse.settings.wait_seconds)
        judgement = _judgement(tx, contract, kinds, period, names, waiting)
        judgement.record(outcomes)
        judgement.refuse_by_rules(outcomes)
        judgement.put_aside_repetitions()
        judgement.decide_versions()
        summary = judgement.accept()
    summary.rows = rows
    return summary


def _judgement(
    tx: Transaction,
    contract: Contract,
    kinds: list[str],
    period: date,
    names: dict[int, str],
    waiting: list[int],
) -> Judgement:
    return Judgement(tx, contract, kinds=kinds, period=period, names=names, waiting=waiting)


def _kinds_of(drops: Iterable[RowMapping]) -> list[str]:
    return sorted({kind for row in drops for kind in row["kind"].split("+")})


def _run_suites(
    warehouse: Warehouse, contract: Contract, kinds: list[str], period: date
) -> list[Outcome]:
    url = warehouse.engine.url.render_as_string(hide_password=False)
    pages = warehouse.settings.data_docs / format_period(period) / contract.source
    outcomes: list[Outcome] = []
    with _GREAT_EXPECTATIONS:
        runner = SuiteRunner(url, pages)
        for kind in kinds:
            table = checked_table(contract.source, kind, period)
            for layout, view in _waiting_views(warehouse, table):
                outcomes += runner.run(contract.source, layout, view)
        runner.write_pages()
    if outcomes:
        write_front_page(pages, contract.source, format_period(period), outcomes)
    return outcomes


def _waiting_views(warehouse: Warehouse, table: str) -> list[tuple[str, str]]:
    """The layouts of which rows wait, each with a view of them."""
    with warehouse.transaction() as tx:
        sql = fill_statement("validate/waiting_layouts", checked=table)
        layouts = [row["layout"] for row in tx.rows_of(sql, f"layouts of {table}")]
        views = [(layout, f"{table}_{layout}") for layout in layouts]
        for layout, view in views:
            tx.execute(f"drop view if exists {view}", f"dropping {view}")
            sql = fill_statement("validate/view_waiting", checked=table, layout=layout, view=view)
            tx.execute(sql, f"waiting rows of {table}")
    return views
