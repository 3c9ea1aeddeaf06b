"""Which person each node is: an id belongs for ever to the node for which it was made."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pipelines.families import meet_lists
from pipelines.sync.runs import SyncRun
from pipelines.warehouse import Transaction


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


CHANGED_IDENTITY = pa.schema(
    [("node_id", pa.int32()), ("person_id", pa.int32()), ("was_person_id", pa.int32())]
)
FORGOTTEN_IDENTITY = pa.schema([("person_id", pa.int32()), ("list_id", pa.int32())])


def identify(run: SyncRun) -> IdentityCounts:
    """Give every node its person by the founder rule; who it was before is kept.

    Only clusters in which something changed since their nodes were told their person are looked at.
    Leaves `changed_identities` and `forgotten_identities` to the steps that follow, as temporary
    tables and, by one of them each, in the engine, which has `identity` as known afterwards.
    """
    tx = run.tx
    _make(tx, "cluster_change", "cluster_changes")
    _make(tx, "forgotten_identities", "forgotten_identities")
    tx.run("sync/pass_on_founding")
    _make(tx, "open_cluster", "open_clusters")
    minted = tx.run("sync/mint_persons").rowcount
    tx.analyze_grown("registry.person", minted)
    _make(tx, "changed_identities", "changed_identities")
    meet_lists(tx, run)
    changed, forgotten = _rows(tx, "changed_identities"), _rows(tx, "forgotten_identities")
    if changed or forgotten:
        tx.run("sync/keep_past_identities", run=run.number)
        tx.run("sync/forget_nodes")
        tx.run("sync/identify_nodes", run=run.number)
    regrouped = tx.run("sync/regroup_nodes").rowcount
    tx.analyze_grown("registry.identity", changed + forgotten + regrouped)
    _hand_over(run)
    return IdentityCounts(minted, changed, forgotten)


def _hand_over(run: SyncRun) -> None:
    """Let the engine know who is whom, and who was another."""
    for table, name, schema in (
        ("changed_identity", "sync/changed_identity_rows", CHANGED_IDENTITY),
        ("forgotten_identity", "sync/forgotten_identity_rows", FORGOTTEN_IDENTITY),
    ):
        run.reading.engine.load(table, run.tx.copy_out(name, schema))
    run.reading.identities()


def _make(tx: Transaction, table: str, statement: str) -> None:
    tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
    tx.run(f"sync/{statement}")
    tx.analyze(f"pg_temp.{table}")


def _rows(tx: Transaction, table: str) -> int:
    return int(tx.scalar(f"select count(*) from pg_temp.{table}"))
