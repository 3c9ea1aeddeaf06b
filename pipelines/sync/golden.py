"""The golden record: which source record speaks for a person, field by field, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from sqlalchemy.engine import CursorResult

from pipelines.kinds import SOURCES
from pipelines.statements import fill_statement
from pipelines.sync.runs import SyncRun
from pipelines.sync.survivorship import (
    answers,
    evidence,
    load_survivorship,
    order_of,
    pointer_columns,
    standings,
    winner_of,
)
from pipelines.warehouse import Transaction

EVIDENCE = pa.schema(
    [("record_id", pa.int64()), ("valid_from", pa.date32()), ("evidence", pa.int32())]
)


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
    _choose_speakers(run)
    withdrawn = _run(tx, "withdraw_golden", run=run.number).rowcount
    added = _run(tx, "add_golden", run=run.number).rowcount
    tx.analyze_grown("registry.golden_speaker", withdrawn + added)
    return GoldenCounts(touched.num_rows, withdrawn, added)


def _choose_speakers(run: SyncRun) -> None:
    """Hand over `fresh_golden`: who speaks for the touched from now on."""
    tx, engine = run.tx, run.reading.engine
    engine.make("golden_member", "registry/golden_members")
    tx.hand_over("registry/asked_step", engine.read("registry/asked_steps"))
    found = _copy_out(tx, "evidence", EVIDENCE, run=run.number)
    engine.load("evidence", found)
    engine.load("golden_before", _copy_out(tx, "golden_before", _speaker_schema()))
    sql = _fill("fresh_golden_steps")
    fresh = engine.query(sql, "sql/registry/fresh_golden_steps.sql")
    tx.hand_over("registry/fresh_golden", fresh)


def _speaker_schema() -> pa.Schema:
    pointers = pointer_columns(load_survivorship())
    types = (pa.int64() if name.endswith("_record_id") else pa.int16() for name in pointers)
    steps = [("person_id", pa.int32()), ("valid_from", pa.date32())]
    return pa.schema([*steps, *zip(pointers, types, strict=True)])


def _copy_out(tx: Transaction, name: str, schema: pa.Schema, **parameters: Any) -> pa.Table:
    return tx.copy_out_query(_fill(name), f"sql/registry/{name}.sql", schema, **parameters)


def _run(tx: Transaction, name: str, **parameters: Any) -> CursorResult[Any]:
    return tx.execute(_fill(name), f"sql/registry/{name}.sql", **parameters)


def _fill(name: str) -> str:
    """A statement about golden records, by the survivorship table."""
    table = load_survivorship()
    pointers = pointer_columns(table)
    speakers = [
        f"max(record_id) filter (where source = '{source}') as {source}_record_id"
        for source in SOURCES
    ]
    places = [winner_of(name, rule) for name, rule in table.contested.items()]
    return fill_statement(
        f"registry/{name}",
        speaker_order=order_of(table.speaker),
        standings=",\n        ".join(
            f"{sql} as {column}" for column, sql in standings(table).items()
        ),
        speakers=",\n        ".join([*speakers, *places]),
        evidence=evidence(table),
        answers=",\n        ".join(answers(table)),
        pointers=", ".join(pointers),
        fresh_pointers=", ".join(f"f.{pointer}" for pointer in pointers),
        known_pointers=", ".join(f"g.{pointer}" for pointer in pointers),
    )
