"""Linking one month: rows to nodes, nodes to clusters, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from pipelines.linkage.clustering import cluster_table, connect
from pipelines.linkage.nodes import gather_nodes
from pipelines.warehouse import Transaction, Warehouse

EDGE = pa.schema([("node_id", pa.int64()), ("other_id", pa.int64())])


@dataclass(frozen=True)
class LinkSummary:
    """What one run of `link_period` did, in counts.

    Attributes:
        period: The month that was linked.
        rows: Staged person rows of the month, each with its node afterwards.
        new_nodes: Contents that no earlier run had seen.
        nodes: Nodes that stand, over all months.
        clusters: People among them.
    """

    period: date
    rows: int
    new_nodes: int
    nodes: int
    clusters: int


def link_period(warehouse: Warehouse, period: date) -> LinkSummary:
    """Read the period's rows in `staging`, write `linkage.*`; running it again changes nothing.

    Raises:
        PeriodBusyError: Another run holds the registry for longer than `PADAN_WAIT_SECONDS`.
    """
    with warehouse.transaction() as transaction:
        transaction.lock_registry(warehouse.settings.wait_seconds)
        rows, new_nodes = gather_nodes(transaction, period)
        nodes, clusters = _cluster(transaction)
    return LinkSummary(period, rows, new_nodes, nodes, clusters)


def _cluster(transaction: Transaction) -> tuple[int, int]:
    edges = transaction.copy_out("linkage/plain_edges", EDGE)
    left = edges["node_id"].to_numpy()
    right = edges["other_id"].to_numpy()
    nodes = np.unique(left)
    clusters = connect(nodes, left, right)
    definition = "create temporary table linkage_cluster (like linkage.cluster) on commit drop"
    transaction.execute(definition, "a table for clusters")
    transaction.copy_in("linkage_cluster", cluster_table(nodes, clusters))
    transaction.execute("analyze linkage_cluster", "analyze linkage_cluster")
    transaction.run("linkage/keep_clusters")
    return len(nodes), len(np.unique(clusters))
