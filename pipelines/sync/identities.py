"""Which person each node is: an id belongs for ever to the node for which it was made."""

from __future__ import annotations

from dataclasses import dataclass

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


def identify(tx: Transaction, run: SyncRun) -> IdentityCounts:
    """Give every node its person by the founder rule; who it was before is kept.

    Leaves the temporary tables `changed_identities`, `forgotten_identities` and those of
    `meet_lists` to the steps that follow in the transaction.
    """
    tx.run("sync/pass_on_founding")
    minted = tx.run("sync/mint_persons").rowcount
    tx.analyze("registry.person")
    for table in ("changed_identities", "forgotten_identities"):
        tx.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        tx.run(f"sync/{table}")
        tx.analyze(f"pg_temp.{table}")
    meet_lists(tx, run)
    changed = int(tx.scalar("select count(*) from pg_temp.changed_identities"))
    forgotten = int(tx.scalar("select count(*) from pg_temp.forgotten_identities"))
    if changed or forgotten:
        tx.run("sync/keep_past_identities", run=run.number)
        tx.run("sync/forget_nodes")
        tx.run("sync/identify_nodes", run=run.number)
        tx.analyze("registry.identity")
    return IdentityCounts(minted, changed, forgotten)
