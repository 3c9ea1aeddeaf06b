"""What nodes say, as the warehouse keeps it: match keys, made once and read by every run.

Keys are made again for all nodes when the code that makes them changed: their version is kept with
each run (`ops.linkage_run.figures`).
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.keys import CONTENT_SCHEMA
from pipelines.linkage.nodes import NODE_SCHEMA, Gathering, read_months, read_nodes
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

# What decides what a key is: another text of these may give other keys.
MADE_BY = ("normalise.py", "name_forms.yaml", "keys.py")
READ_BY = ("month_rows", "standing_content")

# What `linkage.match_key` holds of that which is compared; the rest of `KEY_SCHEMA` follows.
KEPT_SCHEMA = pa.schema(
    [f for f in KEY_SCHEMA if f.name not in (*NODE_SCHEMA.names[1:], "months", "cluster_id")]
)
CLUSTER_SCHEMA = pa.schema([KEY_SCHEMA.field("node_id"), KEY_SCHEMA.field("cluster_id")])


@cache
def keys_version() -> str:
    """The version of the code that makes match keys: a hash of its text.

    A comment changes it too: keys are then made again in vain, but never left behind.
    """
    folder = resources.files(__package__)
    texts = [folder.joinpath(name).read_bytes() for name in MADE_BY]
    texts += [read_statement(f"linkage/{name}").encode() for name in READ_BY]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def forget_outdated_keys(transaction: Transaction) -> bool:
    """Take all match keys out if other code made them, and what followed from them.

    Returns:
        Whether anything was taken out.
    """
    version = keys_version()
    return bool(transaction.run("linkage/forget_outdated_keys", keys_version=version).rowcount)


def standing_content(transaction: Transaction) -> pa.Table:
    """What all nodes that stand say, rows of `CONTENT_SCHEMA`."""
    return transaction.copy_out("linkage/standing_content", CONTENT_SCHEMA)


def keep_keys(transaction: Transaction, keys: pa.Table) -> None:
    """Write what `match_keys` gave to `linkage.match_key`."""
    transaction.copy_in("linkage.match_key", keys.drop_columns(["source", "content_hash"]))


def known_nodes(transaction: Transaction, nodes: pa.Table, standing: pa.Table) -> pa.Table:
    """Return all nodes that have match keys, rows of `KEY_SCHEMA`; without `months` they stand not.

    Who stands no more may return in the month that is being linked.

    Args:
        transaction: Reads.
        nodes: Rows of `NODE_SCHEMA`.
        standing: Rows of `MONTH_SCHEMA`.
    """
    keys = transaction.copy_out("linkage/match_keys", KEPT_SCHEMA)
    clusters = transaction.copy_out("linkage/clusters", CLUSTER_SCHEMA)
    said = nodes.take(_find(nodes["node_id"], keys["node_id"]))
    clustered = clusters.take(_find(clusters["node_id"], keys["node_id"]))
    columns = {
        "content_hash": said["content_hash"],
        "source": said["source"],
        "cluster_id": clustered["cluster_id"],
        "months": pa.array(_months(standing, keys["node_id"])),
    }
    for name, column in columns.items():
        keys = keys.append_column(KEY_SCHEMA.field(name), column)
    return keys.select(KEY_SCHEMA.names)


def standing_nodes(transaction: Transaction) -> pa.Table:
    """Return the nodes that stand and have match keys, rows of `KEY_SCHEMA`."""
    nodes, standing = read_nodes(transaction), read_months(transaction)
    return _standing(known_nodes(transaction, nodes, standing))


def nodes_with_month(period: date, known: pa.Table, new: pa.Table, gathered: Gathering) -> pa.Table:
    """Return the nodes that stand once the month that is being linked stands with the others.

    Args:
        period: A month whose rows all came since `known` was read.
        known: Rows of `KEY_SCHEMA`.
        new: What `match_keys` gave: of nodes that no other month has.
        gathered: Where the month's rows were placed.
    """
    bit = 1 << month_bit(period)
    is_said = np.isin(known["node_id"], gathered.places["node_id"], kind="table")
    months = known["months"].to_numpy() | np.where(is_said, bit, 0)
    position = KEY_SCHEMA.get_field_index("months")
    before = known.set_column(position, KEY_SCHEMA.field(position), pa.array(months))
    fresh = new.append_column("months", pa.array(np.full(len(new), bit)))
    fresh = fresh.append_column("cluster_id", pa.nulls(len(new), pa.int32()))
    return _standing(pa.concat_tables([before, fresh.select(KEY_SCHEMA.names).cast(KEY_SCHEMA)]))


def month_bit(period: date) -> int:
    """Which bit of `months` a month is; months 63 apart share one."""
    return (period.year * 12 + period.month) % 63


def _standing(nodes: pa.Table) -> pa.Table:
    stands = pc.not_equal(nodes["months"], 0)
    # To leave rows out copies all texts of the others.
    return nodes if pc.all(stands).as_py() else nodes.filter(stands)


def _find(node_ids: pa.ChunkedArray, wanted: pa.ChunkedArray) -> pa.Array:
    """Where each wanted node is among others; null where it is not."""
    known, asked = node_ids.to_numpy(), wanted.to_numpy()
    positions = np.full(max(known.max(initial=0), asked.max(initial=0)) + 1, -1, np.int32)
    positions[known] = np.arange(len(known))
    found = positions[asked]
    return pa.array(found, mask=found < 0)


def _months(standing: pa.Table, wanted: pa.ChunkedArray) -> NDArray[np.int64]:
    """The months of each wanted node, a bit for each; 0 for those that stand in none."""
    said, asked = standing["node_id"].to_numpy(), wanted.to_numpy()
    months = np.zeros(max(said.max(initial=0), asked.max(initial=0)) + 1, np.int64)
    for period in standing["period"].unique():
        is_said = pc.equal(standing["period"], period).to_numpy()
        months[said[is_said]] |= 1 << month_bit(period.as_py())
    return np.asarray(months[asked])
