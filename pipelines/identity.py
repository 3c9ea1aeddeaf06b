"""Events of identity: what became of ids of persons and families, and why.

An event is the difference of two translations, of every id ever given to the id that stands for
the same today: before a run of sync and after it. So replaying all events gives the translation of
today, and running a month again writes none.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

# What a run must have left behind: `identity_move (unit_id, id, was_id)`, units that are new or
# another's than before, and `identity_loss (id)`, ids that lost units which stand no more.
INPUTS = {"identity_move": "person_moves", "identity_loss": "person_losses"}
RETIRED_ID = pa.schema([("id", pa.int32()), ("successor_id", pa.int32())])


@dataclass(frozen=True)
class Names:
    """How the engine calls what `sql/identity/shifts.sql` asks of one entity.

    Attributes:
        units: The table of units as known after the run, with `unit` and the `id` of each.
        founders: The table of ids, with the unit (`founder`) for which each was made.
        moves: Units that are new or another's than before, with `moved_id` and `was_id`.
        losses: Ids that lost units which stand no more, as `lost_id`.
    """

    units: str
    unit: str
    id: str
    founders: str
    founder: str
    moves: str
    moved_id: str
    was_id: str
    losses: str
    lost_id: str


NAMES = {
    "person": Names(
        *("identity", "node_id", "person_id", "person_founder", "founder_node_id"),
        *("changed_identity", "person_id", "was_person_id", "forgotten_identity", "person_id"),
    ),
    "family": Names(
        *("family_list", "list_id", "family_id", "founder", "founder_list_id"),
        *("list_move", "id", "was_id", "list_loss", "id"),
    ),
}


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
    if not tx.scalar(
        "select exists (select from pg_temp.identity_move)"
        " or exists (select from pg_temp.identity_loss)"
    ):
        return {}
    _find_shifts(tx, run, entity)
    counts = {row["kind"]: row["ids"] for row in tx.rows("identity/count_events", entity=entity)}
    if counts:
        tx.run("identity/start_run", entity=entity, run=run.number, period=run.period)
        tx.run("identity/write_changes", entity=entity, run=run.number)
        tx.run("identity/keep_retired", entity=entity)
        tx.analyze("registry.retired_id")
    return counts


def _find_shifts(tx: Transaction, run: SyncRun, entity: str) -> None:
    """Make `identity_shift`: found in the engine, which has every unit, and told to the server."""
    engine = run.reading.engine
    engine.load("retired_id", tx.copy_out("identity/retired_ids", RETIRED_ID, entity=entity))
    sql = fill_statement("identity/shifts", **asdict(NAMES[entity]))
    tx.hand_over("identity/identity_shift", engine.query(sql, "sql/identity/shifts.sql"))
