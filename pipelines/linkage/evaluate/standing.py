"""What the linkage stands on: nodes, pairs compared, decisions taken, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pipelines.linkage.decisions import DECISION_SCHEMA
from pipelines.linkage.store import known_pairs
from pipelines.linkage.wordings import standing_nodes
from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class Standing:
    """Tables from which the same clusters can be made again, or others.

    Attributes:
        nodes: Rows of `KEY_SCHEMA`, none of them new.
        pairs: Rows of `PAIR_SCHEMA`.
        decisions: Rows of `DECISION_SCHEMA`.
    """

    nodes: pa.Table
    pairs: pa.Table
    decisions: pa.Table


def read_standing(transaction: Transaction) -> Standing:
    """Return what stands in the warehouse."""
    # Read only: they stay news to the next run of the linkage.
    decisions = transaction.copy_out("linkage/active_decisions", DECISION_SCHEMA)
    return Standing(standing_nodes(transaction), known_pairs(transaction), decisions)
