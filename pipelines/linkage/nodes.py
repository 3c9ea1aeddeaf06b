"""From staged rows to nodes: rows of one source that say the same of a person are one node."""

from __future__ import annotations

from datetime import date

from pipelines.warehouse import Transaction


def gather_nodes(transaction: Transaction, period: date) -> tuple[int, int]:
    """Give every staged person row of the period its node; new content becomes a new node.

    Returns:
        Rows of the period, and nodes that did not exist before.
    """
    transaction.run("linkage/read_rows", period=period)
    transaction.execute("analyze linkage_row", "analyze linkage_row")
    added = transaction.run("linkage/add_nodes", period=period).rowcount
    transaction.run("linkage/forget_rows", period=period)
    transaction.run("linkage/add_rows", period=period)
    if transaction.scalar("select max(first_period) from linkage.node") not in (None, period):
        transaction.run("linkage/lower_first_period", period=period)
    if added:
        transaction.execute("analyze linkage.node, linkage.row_node", "analyze nodes")
    rows = transaction.scalar("select count(*) from linkage_row")
    return int(rows), added
