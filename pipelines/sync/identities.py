"""Which person each node is: an id belongs for ever to the node for which it was made."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pipelines.families import meet_lists
from pipelines.sync.runs import SyncRun


@dataclass(frozen=True)
class IdentityCounts:
    """What changed in who is whom.

    Attributes:
        minted: People whom no earlier run had met.
        changed: Nodes that are new or another person than before.
        forgotten: Nodes that the linkage no longer has.
    """

    minted: int
    changed: int
    forgotten: int


def identify(run: SyncRun) -> IdentityCounts:
    """Give every node its person by the founder rule; who it was before is kept.

    Only clusters in which something changed since their nodes were told their person are looked at.
    Leaves `changed_identity` and `forgotten_identity` to the steps that follow, as temporary tables
    and in the engine, which has `identity` as known afterwards.
    """
    run.reading.clusters()
    engine = run.reading.engine
    engine.make("cluster_change", "sync/cluster_changes")
    forgotten = _find(run, "forgotten_identity", "sync/forgotten_identities")
    _pass_on_founding(run, forgotten)
    engine.make("open_cluster", "sync/open_clusters")
    minted = _mint(run)
    changed = _find(run, "changed_identity", "sync/changed_identities")
    meet_lists(run)
    regrouped = engine.read("sync/regrouped_nodes")
    _write(run, changed, forgotten, regrouped)
    written = run.reading.written_identities(run.number if changed.num_rows else None)
    engine.make("identity", "sync/identities", {"written_identity": written})
    return IdentityCounts(minted, changed.num_rows, forgotten.num_rows)


def _find(run: SyncRun, table: str, name: str) -> pa.Table:
    """Nodes whose identity changed, for the engine and for the server."""
    found = run.reading.engine.read(name)
    run.reading.engine.load(table, found)
    run.tx.hand_over(f"sync/{table}", found)
    return found


def _pass_on_founding(run: SyncRun, forgotten: pa.Table) -> None:
    if not forgotten.num_rows:
        return
    engine = run.reading.engine
    heirs = engine.read("sync/person_heirs")
    engine.load("person_heir", heirs)
    engine.make("person_founder", "sync/founders_now")
    run.tx.hand_over("sync/person_heir", heirs)
    run.tx.run("sync/pass_on_founding")


def _mint(run: SyncRun) -> int:
    """Write people for the clusters without a founder; how many."""
    minted = run.reading.engine.read("sync/new_persons")
    if minted.num_rows:
        run.reading.engine.add("person_founder", minted)
        run.tx.hand_over("sync/new_person", minted)
        run.tx.run("sync/mint_persons")
        run.tx.analyze_grown("registry.person", minted.num_rows)
    return int(minted.num_rows)


def _write(run: SyncRun, changed: pa.Table, forgotten: pa.Table, regrouped: pa.Table) -> None:
    tx = run.tx
    if changed.num_rows or forgotten.num_rows:
        tx.run("sync/keep_past_identities", run=run.number)
        tx.run("sync/forget_nodes")
        tx.run("sync/change_identities", run=run.number)
        tx.run("sync/add_identities", run=run.number)
    if regrouped.num_rows:
        tx.hand_over("sync/regrouped_node", regrouped)
        tx.run("sync/regroup_nodes")
    written = changed.num_rows + forgotten.num_rows + regrouped.num_rows
    tx.analyze_grown("registry.identity", written)
