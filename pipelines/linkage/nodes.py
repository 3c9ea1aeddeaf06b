"""From staged rows to nodes: rows of one source that say the same of a person are one node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.linkage.keys import CONTENT_SCHEMA
from pipelines.warehouse import Transaction

# A node in `linkage.node`.
NODE_SCHEMA = pa.schema([CONTENT_SCHEMA.field(n) for n in ("node_id", "source", "content_hash")])
# Which node a staged row says.
PLACE_SCHEMA = pa.schema([("row_id", pa.int64()), NODE_SCHEMA.field("node_id")])
# A staged row by the fingerprint of all that it says, the deciles too.
FINGERPRINT_SCHEMA = pa.schema([PLACE_SCHEMA.field("row_id"), ("content_fingerprint", pa.int64())])
# A placed row with the fingerprint of what it said then.
SAID_SCHEMA = pa.schema([*PLACE_SCHEMA, FINGERPRINT_SCHEMA.field("content_fingerprint")])
# In which months a node stands, and what its rows said of late.
MONTH_SCHEMA = pa.schema([("period", pa.date32()), *list(SAID_SCHEMA)[1:]])
# A staged row: what it says, whatever node it will be.
ROW_SCHEMA = pa.schema(
    [PLACE_SCHEMA.field("row_id"), *list(CONTENT_SCHEMA)[1:], SAID_SCHEMA.field(-1)]
)


@dataclass(frozen=True)
class Gathering:
    """What a month's rows brought.

    Attributes:
        places: The node of each staged person row of the month, rows of `SAID_SCHEMA`.
        new: Contents that no earlier run had seen, rows of `CONTENT_SCHEMA`.
        placed: Of `places`, those that no earlier run placed so.
        forgotten: Places of earlier runs that hold no more.
    """

    places: pa.Table
    new: pa.Table
    placed: pa.Table
    forgotten: pa.Table

    @property
    def has_changes(self) -> bool:
        """Whether any row got a node or lost it."""
        return bool(self.placed.num_rows or self.forgotten.num_rows)

    @property
    def is_first(self) -> bool:
        """Whether no earlier run saw any row of the month."""
        return not self.forgotten.num_rows and self.placed.num_rows == self.places.num_rows


def read_rows(
    transaction: Transaction, period: date, row_ids: Sequence[int] | None = None
) -> pa.Table:
    """The staged person rows of the period with these numbers, or all, rows of `ROW_SCHEMA`."""
    return transaction.copy_out("linkage/month_rows", ROW_SCHEMA, period=period, row_ids=row_ids)


def read_fingerprints(transaction: Transaction, period: date) -> pa.Table:
    """Every staged person row of the period by its fingerprint, rows of `FINGERPRINT_SCHEMA`."""
    return transaction.copy_out("linkage/month_fingerprints", FINGERPRINT_SCHEMA, period=period)


def read_months(transaction: Transaction, period: date | None = None) -> pa.Table:
    """In which months nodes stand, rows of `MONTH_SCHEMA`.

    Args:
        transaction: Reads.
        period: The rows of this month and of the one before it come with their fingerprints.
    """
    return transaction.copy_out("linkage/node_months", MONTH_SCHEMA, period=period)


def repeated_rows(rows: pa.Table, said: pa.Table) -> pa.Table:
    """The rows that say word for word what a placed row said, with its node.

    A fingerprint tells of more than the content of a node; where it is another, the content may
    still be the same.

    Args:
        rows: Rows of `FINGERPRINT_SCHEMA`.
        said: Has `content_fingerprint` and `node_id` of placed rows.

    Returns:
        Rows of `SAID_SCHEMA`.
    """
    known = pc.index_in(rows["content_fingerprint"], said["content_fingerprint"].combine_chunks())
    is_known = pc.is_valid(known)
    found = rows.filter(is_known)
    node_ids = said["node_id"].take(known.filter(is_known))
    return found.append_column("node_id", node_ids).select(SAID_SCHEMA.names)


def read_nodes(transaction: Transaction) -> pa.Table:
    """Every node that was ever met, rows of `NODE_SCHEMA`."""
    return transaction.copy_out("linkage/nodes", NODE_SCHEMA)


def read_places(transaction: Transaction, period: date) -> pa.Table:
    """Where earlier runs placed rows of the period, rows of `PLACE_SCHEMA`."""
    return transaction.copy_out("linkage/placed_rows", PLACE_SCHEMA, period=period)


def gather(
    rows: pa.Table, nodes: pa.Table, places: pa.Table, repeated: pa.Table | None = None
) -> Gathering:
    """Give every row its node; new content becomes a new node.

    Numbers go on without gaps, in the order of content: the order of rows does not matter.

    Args:
        rows: Rows of `ROW_SCHEMA`.
        nodes: Rows of `NODE_SCHEMA`.
        places: Rows of `PLACE_SCHEMA`, of the same month as `rows`.
        repeated: More rows of the month, whose nodes are known: rows of `SAID_SCHEMA`.
    """
    known = pc.index_in(rows["content_hash"], nodes["content_hash"].combine_chunks())
    is_known = pc.is_valid(known).to_numpy()
    fresh = np.flatnonzero(~is_known)
    said = rows["content_hash"].take(fresh).combine_chunks()
    by_content = pc.sort_indices(said).to_numpy()
    said = said.take(by_content)
    differs = pc.not_equal(said[1:], said[:-1]).to_numpy(zero_copy_only=False)
    is_other = np.append(True, differs)[: len(said)]
    last = pc.max(nodes["node_id"]).as_py() or 0
    node_ids = np.zeros(len(rows), np.int32)
    node_ids[is_known] = nodes["node_id"].to_numpy()[known.drop_null()]
    node_ids[fresh[by_content]] = last + np.cumsum(is_other)
    # Rows of one content say the same in every column: any of them stands for its node.
    telling = fresh[by_content[is_other]]
    numbers = pa.array(node_ids[telling])
    new = rows.take(telling).append_column(CONTENT_SCHEMA.field("node_id"), numbers)
    columns = [rows["row_id"], pa.array(node_ids), rows["content_fingerprint"]]
    found = pa.table(columns, SAID_SCHEMA)
    if repeated is not None:
        found = pa.concat_tables([found, repeated])
    return Gathering(
        places=found,
        new=new.select(CONTENT_SCHEMA.names),
        placed=_without(found, places),
        forgotten=_without(places, found),
    )


def keep_nodes(transaction: Transaction, period: date, new: pa.Table) -> None:
    """Write new nodes to `linkage.node`."""
    since = pa.array([period]).take(pa.array(np.zeros(len(new), np.int8)))
    transaction.copy_in(
        "linkage.node", new.select(NODE_SCHEMA.names).append_column("first_period", since)
    )


def keep_places(transaction: Transaction, period: date, gathered: Gathering) -> None:
    """Write which row says which node; a month that came late is then some nodes' first."""
    if gathered.forgotten.num_rows:
        row_ids = gathered.forgotten["row_id"].to_pylist()
        transaction.run("linkage/forget_rows", period=period, row_ids=row_ids)
    month = pa.array([period]).take(pa.array(np.zeros(len(gathered.placed), np.int8)))
    transaction.copy_in("linkage.row_node", gathered.placed.append_column("period", month))
    if transaction.scalar("select max(first_period) from linkage.node") not in (None, period):
        transaction.run("linkage/lower_first_period", period=period)
    if gathered.new.num_rows:
        transaction.analyze("linkage.node", "linkage.row_node")


def _without(places: pa.Table, others: pa.Table) -> pa.Table:
    """The places that others do not hold too."""
    if not others.num_rows or not places.num_rows:
        return places
    return places.join(others, PLACE_SCHEMA.names, join_type="left anti").sort_by("row_id")
