"""From staged rows to nodes: rows of one source that say the same of a person are one node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class Gathering:
    """What a month's rows brought.

    Attributes:
        rows: Staged person rows of the month.
        new_nodes: Contents that no earlier run had seen.
        changed_rows: Rows that got a node or lost it.
        forgotten_rows: Rows that lost it: nodes may stand no more.
    """

    rows: int
    new_nodes: int
    changed_rows: int
    forgotten_rows: int

    @property
    def is_first(self) -> bool:
        """Whether no earlier run saw any row of the month."""
        return not self.forgotten_rows and self.changed_rows == self.rows


def gather_nodes(transaction: Transaction, period: date) -> Gathering:
    """Give every staged person row of the period its node; new content becomes a new node."""
    return place_rows(transaction, period, add_nodes(transaction, period))


def add_nodes(transaction: Transaction, period: date) -> int:
    """Read the period's rows into `linkage_row`; returns how many of their contents are new nodes.

    What these say can be read from here on; `place_rows` ends the gathering.
    """
    transaction.run("linkage/read_rows", period=period)
    transaction.execute("analyze linkage_row", "analyze linkage_row")
    return transaction.run("linkage/add_nodes", period=period).rowcount


def place_rows(transaction: Transaction, period: date, new_nodes: int) -> Gathering:
    """Give the rows of `linkage_row` their nodes; `new_nodes` is what `add_nodes` told."""
    forgotten = transaction.run("linkage/forget_rows", period=period).rowcount
    linked = transaction.run("linkage/add_rows", period=period).rowcount
    if transaction.scalar("select max(first_period) from linkage.node") not in (None, period):
        transaction.run("linkage/lower_first_period", period=period)
    if new_nodes:
        transaction.execute("analyze linkage.node, linkage.row_node", "analyze nodes")
    rows = transaction.scalar("select count(*) from linkage_row")
    return Gathering(int(rows), new_nodes, forgotten + linked, forgotten)
