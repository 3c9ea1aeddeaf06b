"""Families: which lists of which source are one family, who belongs to it, and since when."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.families.resolve import resolve_lists
from pipelines.families.rule import PAIR_SCHEMA, FamilyRule
from pipelines.families.timelines import StepCounts, tell
from pipelines.identity import record_events
from pipelines.kinds import FAMILY

if TYPE_CHECKING:
    from pipelines.sync.runs import SyncRun

NEW_LIST = pa.schema(
    [
        ("list_id", pa.int32()),
        ("list", pa.string()),
        ("family_id", pa.int32()),
        ("first_period", pa.date32()),
    ]
)
FOUNDER_COLUMNS = ["family_id", "founder_list_id"]

__all__ = ["FamilyCounts", "group_lists", "identify_families", "meet_lists", "tell_families"]


@dataclass(frozen=True)
class FamilyCounts:
    """What a run changed about families.

    Attributes:
        minted: Families that no earlier run had met.
        lists_changed: Lists that are new or another family than before.
        events: Events of identity by kind.
    """

    minted: int
    lists_changed: int
    events: dict[str, int]


def meet_lists(run: SyncRun) -> None:
    """Number the family lists that no earlier run had met, before identities are written.

    Leaves the temporary tables `new_list` and `placed_node`, which says on which list each changed
    node stands, the view `known_list` of all lists, and in the engine `new_list`.

    Args:
        run: Its period is the first month of the lists; has handed over `changed_identity`.
    """
    tx = run.tx
    for table in ("new_list", "placed_node"):
        tx.execute(f"drop table if exists pg_temp.{table} cascade", f"dropping {table}")
    tx.run("families/placed_nodes")
    tx.analyze("pg_temp.placed_node")
    tx.run("families/new_lists", period=run.period)
    tx.analyze("pg_temp.new_list")
    tx.run("families/known_lists")
    run.reading.engine.load("new_list", tx.copy_out("families/new_list_rows", NEW_LIST))


def group_lists(run: SyncRun) -> None:
    """Make `list_cluster`, in the engine: which lists that stand are one family.

    Once steps of families and lists are read it asks the engine alone, so that it can run beside
    what asks the server.

    Args:
        run: Has identities and facts of families.
    """
    run.reading.steps(FAMILY)
    run.reading.lists()
    engine = run.reading.engine
    engine.make("known_list", "families/all_lists")
    engine.make("list_place", "families/list_places")
    pairs = engine.read("families/shared_persons").cast(PAIR_SCHEMA)
    engine.load("joined_list", resolve_lists(pairs, FamilyRule()))
    engine.make("list_cluster", "families/list_clusters")


def identify_families(run: SyncRun, grouped: Future[None] | None = None) -> FamilyCounts:
    """Link family lists to families by the founder rule.

    Comes after identities and facts, in their transaction: it reads the temporary table `new_list`
    and what they left in the engine, whose `family_list` it leaves as known afterwards. Running it
    again writes nothing.

    Args:
        run: Takes its number only if something changed.
        grouped: `group_lists`, where it was begun already.
    """
    tx = run.tx
    run.reading.lists()
    if not run.has_changes:
        return FamilyCounts(0, 0, {})
    if grouped is None:
        group_lists(run)
    else:
        grouped.result()
    run.reading.engine.make("list_before", "families/lists_before")
    minted = _identify(run)
    lists_changed = sum(
        tx.run(f"families/{statement}").rowcount for statement in ("identify_lists", "add_lists")
    )
    tx.analyze_grown("registry.family_list", lists_changed)
    run.reading.engine.make("family_list", "families/lists_now")
    return FamilyCounts(minted, lists_changed, record_events(tx, run, "family"))


def tell_families(run: SyncRun) -> StepCounts:
    """Tell who belongs to which family from when on; comes last, after golden records too."""
    return tell(run) if run.has_changes else StepCounts(0, 0)


def _identify(run: SyncRun) -> int:
    """Give every list its family by the founder rule; the families minted.

    Leaves `identity_move` and `identity_loss` of lists, and in the engine `list_move` and
    `list_loss`.
    """
    tx, engine = run.tx, run.reading.engine
    _pass_on_founding(run)
    minted = engine.read("families/mint")
    tx.copy_in("registry.family", minted)
    tx.analyze_grown("registry.family", minted.num_rows)
    engine.add("founder", minted.select(FOUNDER_COLUMNS))
    for table, name, temporary in (
        ("list_move", "moves", "identity_move"),
        ("list_loss", "losses", "identity_loss"),
    ):
        found = engine.read(f"families/{name}")
        engine.load(table, found)
        tx.hand_over(f"families/{temporary}", found)
    return int(minted.num_rows)


def _pass_on_founding(run: SyncRun) -> None:
    """Make `founder`: for which list each family is made; heirs of lists that are gone included."""
    tx, engine = run.tx, run.reading.engine
    run.reading.founders()
    heirs = engine.read("families/heirs")
    if heirs.num_rows:
        engine.load("heir", heirs)
        engine.make("founder", "families/founders_now")
        tx.hand_over("families/heir", heirs)
        tx.run("families/pass_on_founding")
