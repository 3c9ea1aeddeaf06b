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

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.keys import CONTENT_SCHEMA
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

# What decides what a key is: another text of these may give other keys.
MADE_BY = ("normalise.py", "name_forms.yaml", "keys.py")

SAID_SCHEMA = pa.schema([KEY_SCHEMA.field("node_id")])


@cache
def keys_version() -> str:
    """The version of the code that makes match keys: a hash of its text.

    A comment changes it too: keys are then made again in vain, but never left behind.
    """
    folder = resources.files(__package__)
    texts = [folder.joinpath(name).read_bytes() for name in MADE_BY]
    texts.append(read_statement("linkage/new_content").encode())
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def forget_outdated_keys(transaction: Transaction) -> bool:
    """Take all match keys out if other code made them, and what followed from them.

    Returns:
        Whether anything was taken out.
    """
    version = keys_version()
    return bool(transaction.run("linkage/forget_outdated_keys", keys_version=version).rowcount)


def new_content(transaction: Transaction, period: date, *, of_all_months: bool) -> pa.Table:
    """What nodes without match keys say, rows of `CONTENT_SCHEMA`.

    Args:
        transaction: Has been through `add_nodes` of the period.
        period: The month that is linked.
        of_all_months: Whether nodes of other months lack their keys too.
    """
    parameters = {"period": period, "of_all_months": of_all_months}
    return transaction.copy_out("linkage/new_content", CONTENT_SCHEMA, **parameters)


def keep_keys(transaction: Transaction, keys: pa.Table) -> None:
    """Write what `match_keys` gave to `linkage.match_key`."""
    transaction.copy_in("linkage.match_key", keys.drop_columns(["source", "content_hash"]))


def known_nodes(transaction: Transaction) -> pa.Table:
    """Return all nodes that have match keys, rows of `KEY_SCHEMA`; without `months` they stand not.

    Who stands no more may return in the month that is being linked.
    """
    return transaction.copy_out("linkage/known_nodes", KEY_SCHEMA).select(KEY_SCHEMA.names)


def standing_nodes(transaction: Transaction) -> pa.Table:
    """Return the nodes that stand and have match keys, rows of `KEY_SCHEMA`."""
    return _standing(known_nodes(transaction))


def nodes_with_month(
    transaction: Transaction, period: date, known: pa.Table, new: pa.Table
) -> pa.Table:
    """Return the nodes that stand once the month that is being linked stands with the others.

    Args:
        transaction: Knows which node each row of the month says.
        period: A month whose rows all came since `known` was read.
        known: Rows of `KEY_SCHEMA`.
        new: What `match_keys` gave: of nodes that no other month has.
    """
    said = transaction.copy_out("linkage/month_nodes", SAID_SCHEMA, period=period)
    bit = 1 << month_bit(period)
    is_said = np.isin(known["node_id"].to_numpy(), said["node_id"].to_numpy(), kind="table")
    months = known["months"].to_numpy() | np.where(is_said, bit, 0)
    position = KEY_SCHEMA.get_field_index("months")
    before = known.set_column(position, KEY_SCHEMA.field(position), pa.array(months))
    fresh = new.append_column("months", pa.array(np.full(len(new), bit)))
    fresh = fresh.append_column("cluster_id", pa.nulls(len(new), pa.int32()))
    return _standing(pa.concat_tables([before, fresh.select(KEY_SCHEMA.names).cast(KEY_SCHEMA)]))


def month_bit(period: date) -> int:
    """Which bit of `months` a month is, as in `sql/linkage/known_nodes.sql`."""
    return (period.year * 12 + period.month) % 63


def _standing(nodes: pa.Table) -> pa.Table:
    return nodes.filter(pc.not_equal(nodes["months"], 0))
