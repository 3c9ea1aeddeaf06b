"""Clusters: which nodes are one person."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

NodeIds = NDArray[np.int64]


def connect(nodes: NodeIds, left: NodeIds, right: NodeIds) -> NodeIds:
    """Return for each of `nodes` (sorted) the smallest node its edges lead to."""
    first = np.searchsorted(nodes, left)
    second = np.searchsorted(nodes, right)
    shape = (len(nodes), len(nodes))
    graph = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=shape)
    _, labels = connected_components(graph, directed=False)
    # The first node of each label is its smallest, as the nodes are sorted.
    _, smallest = np.unique(labels, return_index=True)
    return np.asarray(nodes[smallest[labels]])


def cluster_table(nodes: NodeIds, clusters: NodeIds) -> pa.Table:
    """Return the rows of `linkage.cluster`."""
    return pa.table({"node_id": nodes, "cluster_id": clusters})
