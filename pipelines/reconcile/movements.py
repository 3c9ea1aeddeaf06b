"""Who came, went and moved in the books of months, and what we know better of them, by id.

Told from the stored steps of those whom any of the months touches, for all the months at once, in
the engine. The server says why people left, for leavers alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

COUNTED = [
    ("is_in_p3ke", pa.bool_()),
    ("is_in_dtks", pa.bool_()),
    ("village_code_kemendagri", pa.string()),
]
UNIT = [("entity", pa.string()), ("id", pa.int32())]
MOVING_STEP = pa.schema(
    [
        *UNIT,
        ("valid_from", pa.date32()),
        ("known_from", pa.int32()),
        ("known_to", pa.int32()),
        *COUNTED,
    ]
)
FIRST_STANDING = pa.schema([("period", pa.date32()), *UNIT, *COUNTED])
OPENING = pa.schema(
    [("period", pa.date32()), ("opening_period", pa.date32()), ("opening_run", pa.int32())]
)
IDENTITY_CHANGE = pa.schema(
    [
        ("entity", pa.string()),
        ("run_id", pa.int32()),
        ("id", pa.int32()),
        ("movement", pa.string()),
        ("is_own", pa.bool_()),
    ]
)
GONE = pa.schema(
    [
        ("period", pa.date32()),
        ("id", pa.int32()),
        ("source", pa.string()),
        ("status", pa.string()),
    ]
)


def gather_moving(tx: Transaction, engine: Engine, first_period: date) -> None:
    """Make the engine's `moving_step`: all that the books of a month, and of later ones, may move.

    Args:
        first_period: Its book is open: see `sql/reconcile/open.sql`.
    """
    _load(tx, engine, "moving_step", "moving_steps", MOVING_STEP, first_period=first_period)


def tell_movements(tx: Transaction, engine: Engine, periods: Sequence[date]) -> None:
    """Make the engine's `book_movement` of some months.

    Args:
        tx: Has their books open, and the closings with which they open.
        engine: Has `moving_step` of them.
    """
    _load(tx, engine, "opening", "openings", OPENING, periods=list(periods))
    openings = engine.query("from opening", "openings").to_pylist()
    first_run = min((row["opening_run"] for row in openings), default=0)
    _load(tx, engine, "identity_change", "identity_changes", IDENTITY_CHANGE, run=first_run)
    engine.start(["first_standing"], FIRST_STANDING)
    for row in openings:
        if row["opening_period"] is None:
            name, period = "first_standing", row["period"]
            _load(tx, engine, "first_standing", name, FIRST_STANDING, period=period)
    engine.make("move", "reconcile/moves")
    tx.hand_over("reconcile/leaver", engine.read("reconcile/leavers"))
    engine.load("gone", tx.copy_out("reconcile/gone", GONE))
    engine.make("book_movement", "reconcile/book_movements")


def _load(
    tx: Transaction,
    engine: Engine,
    table: str,
    name: str,
    schema: pa.Schema,
    **parameters: Any,
) -> None:
    statement = f"reconcile/{name}"
    label = f"sql/{statement}.sql"
    rows = tx.copy_out_narrow(read_statement(statement), label, schema, **parameters)
    engine.load(table, rows)
