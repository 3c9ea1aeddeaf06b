"""Judges what waits of one source and period: refused, repeated or accepted."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
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


def validate_source(warehouse: Warehouse, source: str, period: date) -> ValidationSummary:
    """Run the suites over all waiting drops of a source and decide each drop.

    Does nothing when nothing waits and no rule changed. Rows of a refused or repeated drop leave
    raw in the same transaction. After a change of rules the villages that each accepted drop
    delivers are decided again with them; what was accepted stays accepted.
    """
    contract = load_contract(source)
    with warehouse.transaction() as tx:
        tx.lock_period(period, source, warehouse.settings.wait_seconds)
        drops = tx.rows("validate/waiting", period=period, source=source)
        waiting = [row["drop_id"] for row in drops if row["state"] == "loaded"]
        names = {row["drop_id"]: row["file_name"] for row in drops}
        kinds = _kinds_of(drops)
        fingerprint = rules_fingerprint(source)
        under_other_rules = tx.rows(
            "validate/other_rules", period=period, source=source, rules=fingerprint
        )
        if not waiting:
            rows = 0
            if under_other_rules:
                rows = sum(_check(warehouse, tx, contract, kind, period, names) for kind in kinds)
                _judgement(tx, contract, kinds, period, names, []).decide_versions()
            return ValidationSummary(rows)
    rows, suites = 0, _Suites(warehouse, contract, period)
    with suites:
        for kind in kinds:
            with warehouse.transaction() as tx:
                tx.lock_period(period, source, warehouse.settings.wait_seconds)
                rows += _check(warehouse, tx, contract, kind, period, names)
            # Great Expectations has a connection of its own: checked rows are committed for it.
            suites.run(kind)
        outcomes = suites.outcomes()
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


def _check(
    warehouse: Warehouse,
    tx: Transaction,
    contract: Contract,
    kind: str,
    period: date,
    names: dict[int, str],
) -> int:
    drops = list(names)
    read_texts(warehouse, contract, kind, period=period, drops=drops)
    return make_checked_rows(tx, contract, kind, period=period, drops=drops)


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


class _Suites:
    """Runs the suites of one kind while the server checks the next, and writes pages last.

    Most of their time is Great Expectations' own, in this process: it is made ready while the
    server checks the first kind.
    """

    def __init__(self, warehouse: Warehouse, contract: Contract, period: date) -> None:
        self._warehouse = warehouse
        self._source = contract.source
        self._period = period
        self._pages = warehouse.settings.data_docs / format_period(period) / contract.source
        self._thread = ThreadPoolExecutor(1)
        self._runner = self._thread.submit(self._ready_runner)
        self._found: list[Future[list[Outcome]]] = []
        self._written: Future[None] | None = None

    def run(self, kind: str) -> None:
        """Let the suites look at the waiting rows of a kind, which are checked."""
        self._found.append(self._thread.submit(self._outcomes_of, kind))

    def outcomes(self) -> list[Outcome]:
        """What all suites found; from here on their pages are written."""
        outcomes = [one for found in self._found for one in found.result()]
        self._written = self._thread.submit(self._write, outcomes)
        return outcomes

    def __enter__(self) -> _Suites:
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown()
        if self._written and error[0] is None:
            self._written.result()

    def _ready_runner(self) -> SuiteRunner:
        url = self._warehouse.engine.url.render_as_string(hide_password=False)
        return SuiteRunner(url, self._pages)

    def _outcomes_of(self, kind: str) -> list[Outcome]:
        views = _waiting_views(self._warehouse, checked_table(self._source, kind, self._period))
        runner = self._runner.result()
        return [one for view in views for one in runner.run(self._source, *view)]

    def _write(self, outcomes: list[Outcome]) -> None:
        if outcomes:
            self._runner.result().write_pages()
            write_front_page(self._pages, self._source, format_period(self._period), outcomes)


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
