"""The books of a month, in two steps that are never mixed: what we know better, what happened.

    opening + split + merged + corrected = opening as known now
    opening as known now + new + returned + moved in + moved out
    + dead + refused + dropped = closing

The opening was stored when the month before was closed; the movements are those of the people whom
the steps touch; the closing counts all who stand by what the sources say. So a person or a family
that was overlooked opens the books, and so does a step that is lost later.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.kinds import KINDS
from pipelines.periods import format_period
from pipelines.reconcile.counts import Standing, count_standing
from pipelines.reconcile.lines import BookLine, Books, Movement
from pipelines.reconcile.movements import gather_moving, tell_movements
from pipelines.standing import Reading
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction, Warehouse

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

OPENING_COUNT = pa.schema(
    [
        ("period", pa.date32()),
        ("entity", pa.string()),
        ("source", pa.string()),
        ("village_code_kemendagri", pa.string()),
        ("opening", pa.int32()),
    ]
)


def count_books(run: SyncRun) -> Standing:
    """Count who stands in the run's period and in all later ones, over everybody.

    Args:
        run: Has read what is known after its steps; what is told of families is not asked.
    """
    periods = _periods(run)
    run.reading.staged_counts(periods)
    return count_standing(run.reading.engine, periods)


def close_books(run: SyncRun, counted: Future[Standing] | None = None) -> int:
    """Store the books of the run's period and of all later ones; lines of them.

    Comes last of all in the run's transaction. Where nothing changed and the month was closed
    before, nothing is written. Books that do not close are kept as they are: publishing refuses.

    Args:
        run: Its number is the closing's; has read what is known after all its steps.
        counted: `count_books`, where it was begun already.
    """
    tx, engine = run.tx, run.reading.engine
    is_closed = tx.scalar(
        "select exists (select from registry.book_opening where period = :p)", p=run.period
    )
    if is_closed and not run.has_changes:
        return 0
    tx.run("reconcile/open", periods=[run.period])
    gather_moving(tx, engine, run.period)
    standing = counted.result() if counted else count_books(run)
    periods = _periods(run)
    _keep_closings(run, standing, periods)
    # A late month that came between is what the one after it opens with from now on.
    tx.run("reconcile/open", periods=periods)
    lines = _tell_lines(tx, engine, standing, periods)
    tx.hand_over("reconcile/fresh_book", lines)
    _keep_row_differences(tx, standing, periods)
    return tx.run("reconcile/keep_books", periods=periods).rowcount


def _periods(run: SyncRun) -> list[date]:
    return [row["period"] for row in run.tx.rows("sync/periods", period=run.period)]


def reconcile(warehouse: Warehouse, period: date) -> Books:
    """The books of a month as they are now: everything but the opening is counted anew."""
    with warehouse.transaction() as tx:
        return tell_books(tx, period)


def tell_books(tx: Transaction, period: date) -> Books:
    """`reconcile` within a transaction; what was counted in it before is counted again."""
    with Engine() as engine:
        reading = Reading(tx, engine, period)
        for kind in KINDS:
            reading.steps(kind)
        reading.identities()
        reading.lists()
        reading.golden_steps()
        reading.staged_counts([period])
        standing = count_standing(engine, [period])
        tx.run("reconcile/open", periods=[period])
        gather_moving(tx, engine, period)
        told = _tell_lines(tx, engine, standing, [period]).drop_columns("period")
    lines = [BookLine(**row) for row in told.to_pylist()]
    moved: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.entity, line.source)
        moved[key] = moved.get(key, 0) + line.moved_in + line.moved_out
    tx.hand_over("reconcile/standing_row_count", standing.rows)
    differing = [
        (
            *(row["source"], row["village_code_kemendagri"]),
            *(row["staged_rows"], row["standing_rows"]),
        )
        for row in tx.rows("reconcile/row_differences", periods=[period])
    ]
    return Books(lines, [key for key, balance in moved.items() if balance], differing)


def movement_ids(
    warehouse: Warehouse,
    period: date,
    movement: Movement,
    *,
    village: str,
    source: str = "any",
    entity: str = "person",
) -> list[int]:
    """Ids behind one number of the books, in order; who asked is kept in `ops.audit`."""
    with warehouse.transaction() as tx, Engine() as engine:
        gather_moving(tx, engine, period)
        tell_movements(tx, engine, [period])
        found = engine.read(
            "reconcile/movement_ids",
            movement=movement.value,
            village=village,
            source=source,
            entity=entity,
        )
        subject = f"{format_period(period)} {village} {source} {entity} {movement.value}"
        tx.run("reconcile/audit", actor=getpass.getuser(), subject=subject)
    return list(found["id"].to_pylist())


def _tell_lines(
    tx: Transaction, engine: Engine, standing: Standing, periods: Sequence[date]
) -> pa.Table:
    """The books of months that are open, in the order in which they are shown."""
    tell_movements(tx, engine, periods)
    engine.load("opening_count", _opening_counts(tx, periods))
    engine.load("standing_count", standing.closings)
    return engine.read("reconcile/lines")


def _opening_counts(tx: Transaction, periods: Sequence[date]) -> pa.Table:
    name = "reconcile/opening_counts"
    return tx.copy_out(name, OPENING_COUNT, periods=list(periods))


def _keep_closings(run: SyncRun, standing: Standing, periods: Sequence[date]) -> None:
    """Store the closings that are not what they were."""
    tx = run.tx
    tx.hand_over("reconcile/standing_count", standing.closings)
    rows = tx.rows("reconcile/differing_closings", periods=periods)
    if rows:
        differing = [row["period"] for row in rows]
        tx.run("reconcile/keep_closings", periods=differing, run=run.number)
        tx.analyze("registry.book_closing")


def _keep_row_differences(tx: Transaction, standing: Standing, periods: Sequence[date]) -> None:
    tx.hand_over("reconcile/standing_row_count", standing.rows)
    tx.execute("drop table if exists pg_temp.row_difference", "dropping a table")
    select = read_statement("reconcile/row_differences")
    tx.execute(
        f"create temporary table row_difference on commit drop as {select}",
        "sql/reconcile/row_differences.sql",
        periods=periods,
    )
    tx.run("reconcile/forget_row_differences", periods=periods)
    tx.run("reconcile/keep_row_differences")
