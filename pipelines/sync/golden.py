"""The golden record: which source record speaks for a person, field by field, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from sqlalchemy.engine import CursorResult

from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.sync.survivorship import (
    SOURCES,
    load_survivorship,
    order_of,
    pointer_columns,
    says,
    standings,
    winner_of,
)
from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class GoldenCounts:
    """What changed in golden records.

    Attributes:
        touched: People whose record was told anew.
        withdrawn: Steps that we know better now.
        added: Steps that are new.
    """

    touched: int = 0
    withdrawn: int = 0
    added: int = 0


def sync_golden(run: SyncRun) -> GoldenCounts:
    """Tell the golden record of the touched anew, by the survivorship table.

    Leaves the engine's `touched_person`, and `golden_step` as known afterwards, to those who come
    next.

    Args:
        run: Has the identities that changed and the facts of persons.
    """
    engine = run.reading.engine
    engine.make("touched_person", "registry/touched_persons", period=run.period)
    touched = engine.query("from touched_person", "touched people")
    run.reading.golden_steps()
    counts = _tell(run, touched) if touched.num_rows else GoldenCounts()
    if counts.withdrawn or counts.added:
        run.reading.changed_golden(run.number)
    return counts


def _tell(run: SyncRun, touched: pa.Table) -> GoldenCounts:
    tx = run.tx
    tx.hand_over("registry/touched_person", touched)
    tx.hand_over("registry/golden_member", run.reading.engine.read("registry/golden_members"))
    tx.execute("drop table if exists pg_temp.fresh_golden", "dropping fresh_golden")
    _run(tx, "fresh_golden")
    tx.analyze("pg_temp.fresh_golden")
    withdrawn = _run(tx, "withdraw_golden", run=run.number).rowcount
    added = _run(tx, "add_golden", run=run.number).rowcount
    tx.analyze_grown("registry.golden_speaker", withdrawn + added)
    return GoldenCounts(touched.num_rows, withdrawn, added)


def _run(tx: Transaction, name: str, **parameters: Any) -> CursorResult[Any]:
    table = load_survivorship()
    pointers = pointer_columns(table)
    speakers = [
        f"max(record_id) filter (where source = '{source}') as {source}_record_id"
        for source in SOURCES
    ]
    places = [winner_of(name, rule) for name, rule in table.contested.items()]
    sql = fill_statement(
        f"registry/{name}",
        speaker_order=order_of(table.speaker),
        standings=",\n        ".join(
            f"{sql} as {column}" for column, sql in standings(table).items()
        ),
        speakers=",\n        ".join([*speakers, *places]),
        says=",\n        ".join(says(name) for name in table.contested),
        pointers=", ".join(pointers),
        fresh_pointers=", ".join(f"f.{pointer}" for pointer in pointers),
        known_pointers=", ".join(f"g.{pointer}" for pointer in pointers),
    )
    return tx.execute(sql, f"sql/registry/{name}.sql", **parameters)
