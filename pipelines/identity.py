"""Events of identity: what became of ids of persons and families, and why.

An event is the difference of two translations, of every id ever given to the id that stands for
the same today: before a run of sync and after it. So replaying all events gives the translation of
today, and running a month again writes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

# What a run must have left behind: `identity_move (unit_id, id, was_id)`, units that are new or
# another's than before, and `identity_loss (id)`, ids that lost units which stand no more.
INPUTS = {"identity_move": "person_moves", "identity_loss": "person_losses"}


def record_person_events(tx: Transaction, run: SyncRun) -> dict[str, int]:
    """Keep what the run's identities made of person ids; counts by kind of event.

    Args:
        tx: Holds `changed_identity` and `forgotten_identity` of this run.
        run: Takes its number only if there is an event.
    """
    for table, statement in INPUTS.items():
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"identity/{statement}")
        tx.analyze(f"pg_temp.{table}")
    return record_events(tx, run, "person")


def record_events(tx: Transaction, run: SyncRun, entity: str) -> dict[str, int]:
    """Keep what became of ids of an entity, `person` or `family`; counts by kind of event."""
    tx.execute("drop table if exists pg_temp.identity_shift", "dropping a table")
    if not tx.scalar(
        "select exists (select from pg_temp.identity_move)"
        " or exists (select from pg_temp.identity_loss)"
    ):
        return {}
    tx.run("identity/shifts", entity=entity)
    tx.analyze("pg_temp.identity_shift")
    counts = {row["kind"]: row["ids"] for row in tx.rows("identity/count_events", entity=entity)}
    if counts:
        tx.run("identity/start_run", entity=entity, run=run.number, period=run.period)
        tx.run("identity/write_changes", entity=entity, run=run.number)
        tx.run("identity/keep_retired", entity=entity)
        tx.analyze("registry.retired_id")
    return counts
