"""Families: which lists of which source are one family, who belongs to it, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.families.resolve import resolve_lists
from pipelines.families.rule import PAIR_SCHEMA, FamilyRule
from pipelines.families.timelines import (
    StepCounts,
    tell,
    write,
)
from pipelines.identity import forget_inputs, record_events
from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

EVIDENCE_SCHEMA = pa.schema(
    [
        ("person_id", pa.int32()),
        ("list_id", pa.int32()),
        ("is_head", pa.bool_()),
        ("is_parent", pa.bool_()),
    ]
)
PLACE_SCHEMA = pa.schema([("list_id", pa.int32()), ("source", pa.string()), ("place", pa.int64())])

__all__ = ["FamilyCounts", "meet_lists", "sync_families"]


@dataclass(frozen=True)
class FamilyCounts:
    """What a run changed about families.

    Attributes:
        minted: Families that no earlier run had met.
        lists_changed: Lists that are new or another family than before.
        events: Events of identity by kind.
        steps: Steps of memberships and families.
    """

    minted: int
    lists_changed: int
    events: dict[str, int]
    steps: StepCounts


def meet_lists(tx: Transaction, run: SyncRun) -> None:
    """Number the family lists that no earlier run had met, before identities are written.

    Leaves the temporary table `new_list` and the view `known_list` of all lists.

    Args:
        tx: Holds `changed_identities`.
        run: Its period is the first month of the lists.
    """
    tx.execute("drop table if exists pg_temp.new_list cascade", "dropping new_list")
    tx.run("families/new_lists", period=run.period)
    tx.analyze("pg_temp.new_list")
    tx.run("families/known_lists")


def sync_families(tx: Transaction, run: SyncRun) -> FamilyCounts:
    """Link family lists to families, and tell who belongs to which from when on.

    Comes after identities, facts and the golden record, in their transaction: it reads the
    temporary tables `changed_identities`, `forgotten_identities`, `new_list`, `touched_person` and
    `next_step`. Running it again writes nothing.

    Args:
        tx: Holds the registry's lock.
        run: Takes its number only if something changed.
    """
    tx.execute("drop table if exists pg_temp.list_before", "dropping list_before")
    tx.run("families/lists_before")
    tx.analyze("pg_temp.list_before")
    minted = _identify(tx)
    lists_changed = sum(
        tx.run(f"families/{statement}").rowcount for statement in ("identify_lists", "add_lists")
    )
    if lists_changed:
        tx.analyze("registry.family_list")
    events = record_events(tx, run, "family")
    steps = StepCounts(0, 0)
    if run.has_changes:
        tell(tx, run)
        steps = write(tx, run)
    return FamilyCounts(minted, lists_changed, events, steps)


def _shared_persons(tx: Transaction) -> pa.Table:
    """Pairs of lists that ever had a person in common: rows of `PAIR_SCHEMA`."""
    with Engine() as engine:
        engine.load("list_evidence", tx.copy_out("families/list_evidence", EVIDENCE_SCHEMA))
        engine.load("list_place", tx.copy_out("families/list_places", PLACE_SCHEMA))
        return engine.read("families/shared_persons").cast(PAIR_SCHEMA)


def _identify(tx: Transaction) -> int:
    """Give every list its family by the founder rule; the families minted.

    Leaves `identity_move` and `identity_loss` of lists.
    """
    pairs = _shared_persons(tx)
    for table in ("joined_list", "list_cluster"):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
    tx.run("families/joined_list_table")
    tx.copy_in("joined_list", resolve_lists(pairs, FamilyRule()))
    tx.analyze("pg_temp.joined_list")
    tx.run("families/list_clusters")
    tx.analyze("pg_temp.list_cluster")
    tx.run("families/pass_on_founding")
    minted = tx.run("families/mint").rowcount
    if minted:
        tx.analyze("registry.family")
    forget_inputs(tx)
    tx.run("families/moves")
    tx.run("families/losses")
    tx.analyze("pg_temp.identity_move", "pg_temp.identity_loss")
    return minted
