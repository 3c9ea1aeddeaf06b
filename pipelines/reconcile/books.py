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
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipelines.engine import Engine
from pipelines.kinds import KINDS
from pipelines.periods import format_period
from pipelines.reconcile.counts import ENTITIES, Standing, counting
from pipelines.reconcile.lines import BookLine, Books, Movement
from pipelines.standing import Reading
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction, Warehouse

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun


def close_books(run: SyncRun) -> int:
    """Store the books of the run's period and of all later ones; lines of them.

    Comes last of all in the run's transaction. Where nothing changed and the month was closed
    before, nothing is written. Books that do not close are kept as they are: publishing refuses.

    Args:
        run: Its number is the closing's; has read what is known after all its steps.
    """
    tx = run.tx
    is_closed = tx.scalar(
        "select exists (select from registry.book_opening where period = :p)", p=run.period
    )
    if is_closed and not run.has_changes:
        return 0
    periods = [row["period"] for row in tx.rows("sync/periods", period=run.period)]
    run.reading.staged_counts(periods)
    with counting(run.reading.engine, periods) as counted:
        _open(tx, run.period)
        lines = sum(_close(run, period, counted) for period in periods)
    tx.analyze("registry.book_closing")
    return lines


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
        with counting(engine, [period]) as counted:
            _open(tx, period)
            _make_books(tx, period, counted)
    lines = [BookLine(**row) for row in tx.rows("reconcile/shown_lines", period=period)]
    moved: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.entity, line.source)
        moved[key] = moved.get(key, 0) + line.moved_in + line.moved_out
    differing = [
        (
            *(row["source"], row["village_code_kemendagri"]),
            *(row["staged_rows"], row["standing_rows"]),
        )
        for row in tx.rows("reconcile/row_differences", period=period)
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
    with warehouse.transaction() as tx:
        _gather_moving(tx, period)
        _tell_movements(tx, period)
        found = tx.rows(
            "reconcile/movement_ids",
            movement=movement.value,
            village=village,
            source=source,
            entity=entity,
        )
        subject = f"{format_period(period)} {village} {source} {entity} {movement.value}"
        tx.run("reconcile/audit", actor=getpass.getuser(), subject=subject)
    return [row["id"] for row in found]


def _close(run: SyncRun, period: date, counted: Iterator[Standing]) -> int:
    tx = run.tx
    _make_books(tx, period, counted)
    [stored] = tx.rows("reconcile/differing_closing", period=period)
    if stored["differs"]:
        tx.run("reconcile/keep_closing", period=period, run=run.number)
    _keep_row_differences(tx, period)
    return tx.run("reconcile/keep_books", period=period).rowcount


def _keep_row_differences(tx: Transaction, period: date) -> None:
    tx.execute("drop table if exists pg_temp.row_difference", "dropping a table")
    select = read_statement("reconcile/row_differences")
    tx.execute(
        f"create temporary table row_difference on commit drop as {select}",
        "sql/reconcile/row_differences.sql",
        period=period,
    )
    tx.run("reconcile/forget_row_differences", period=period)
    tx.run("reconcile/keep_row_differences")


def _open(tx: Transaction, first_period: date) -> None:
    """Have what the books of a month, and of those after it, may move."""
    tx.run("reconcile/open", period=first_period)
    _gather_moving(tx, first_period)


def _gather_moving(tx: Transaction, first_period: date) -> None:
    """Make `moving_step` once: every month would look for its own among everybody's."""
    tx.execute("drop table if exists pg_temp.moving, pg_temp.moving_step", "dropping tables")
    tx.run("reconcile/moving", first_period=first_period)
    tx.analyze("pg_temp.moving")
    tx.run("reconcile/moving_steps")
    tx.analyze("pg_temp.moving_step")


def _make_books(tx: Transaction, period: date, counted: Iterator[Standing]) -> None:
    """Make `fresh_book` of a period, its closings being the next that are counted."""
    tx.run("reconcile/open", period=period)
    _tell_movements(tx, period)
    next(counted).hand_over(tx)
    tx.execute("drop table if exists pg_temp.fresh_book", "dropping a table")
    tx.run("reconcile/lines", period=period)


def _tell_movements(tx: Transaction, period: date) -> None:
    """Make `book_movement` of a period."""
    tx.execute("drop table if exists pg_temp.book_movement", "dropping a table")
    tx.run("reconcile/book_movement")
    has_opening = tx.scalar(
        "select exists (select from registry.coverage where period < :p)", p=period
    )
    statement = "movements" if has_opening else "first_movements"
    for entity in ENTITIES:
        tx.run(f"reconcile/{statement}", entity=entity, period=period)
    tx.analyze("pg_temp.book_movement")
