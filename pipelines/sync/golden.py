"""The golden record: which source record speaks for a person, field by field, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


def sync_golden(tx: Transaction, run: SyncRun) -> GoldenCounts:
    """Tell the golden record of the touched anew, by the survivorship table.

    Leaves the temporary tables `touched_person` and `next_step` to the steps that follow in the
    transaction.

    Args:
        tx: Holds `changed_identities`, `forgotten_identities` and the `touched_record` of persons.
        run: The run that found them.
    """
    _make(tx, "touched_person", period=run.period)
    _make(tx, "next_step")
    touched = int(tx.scalar("select count(*) from pg_temp.touched_person"))
    if not touched:
        return GoldenCounts()
    _make(tx, "fresh_golden")
    withdrawn = _run(tx, "withdraw_golden", run=run.number).rowcount
    added = _run(tx, "add_golden", run=run.number).rowcount
    if withdrawn or added:
        tx.analyze("registry.golden_speaker")
    return GoldenCounts(touched, withdrawn, added)


def _make(tx: Transaction, name: str, **parameters: Any) -> None:
    tx.execute(f"drop table if exists pg_temp.{name}", f"dropping {name}")
    _run(tx, name, **parameters)
    tx.analyze(f"pg_temp.{name}")


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
