"""What nodes say, as the warehouse keeps it: match keys, made once and read by every run.

Keys are made again for all nodes when the code that makes them changed: their version is kept with
each run (`ops.linkage_run.figures`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
import pyarrow as pa

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.keys import CONTENT_SCHEMA, match_keys
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

# What decides what a key is: another text of these may give other keys.
MADE_BY = ("normalise.py", "name_forms.yaml", "keys.py")

STANDING = ("node_id", "months", "cluster_id")
STANDING_SCHEMA = pa.schema([KEY_SCHEMA.field(name) for name in STANDING])
KEPT_SCHEMA = pa.schema([f for f in KEY_SCHEMA if f.name == "node_id" or f.name not in STANDING])


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


def new_keys(transaction: Transaction, period: date | None) -> pa.Table:
    """Normalise what nodes without match keys say.

    Args:
        transaction: Has the nodes of the period's rows.
        period: The month whose rows are looked at; all months if None.

    Returns:
        Rows of `linkage.match_key`, and `source` and `content_hash` beside.
    """
    return match_keys(transaction.copy_out("linkage/new_content", CONTENT_SCHEMA, period=period))


def keep_keys(transaction: Transaction, keys: pa.Table) -> None:
    """Write what `new_keys` gave to `linkage.match_key`."""
    transaction.copy_in("linkage.match_key", keys.drop_columns(["source", "content_hash"]))


def kept_keys(transaction: Transaction) -> pa.Table:
    """Return the match keys of all nodes, with the columns of `KEPT_SCHEMA`."""
    return transaction.copy_out("linkage/kept_keys", KEPT_SCHEMA).select(KEPT_SCHEMA.names)


def standing_nodes(transaction: Transaction, keys: Sequence[pa.Table] = ()) -> pa.Table:
    """Return the nodes that stand and have match keys, with the columns of `KEY_SCHEMA`.

    Args:
        transaction: Reads.
        keys: Tables with the columns of `KEPT_SCHEMA`, of nodes that may stand; the warehouse's if
            left out.
    """
    given = [table.select(KEPT_SCHEMA.names).cast(KEPT_SCHEMA) for table in keys]
    known = pa.concat_tables(given or [kept_keys(transaction)])
    return _joined(known, transaction.copy_out("linkage/standing_nodes", STANDING_SCHEMA))


def month_bit(period: date) -> int:
    """Which bit of `months` a month is, as in `sql/linkage/standing_nodes.sql`."""
    return (period.year * 12 + period.month) % 63


def _joined(keys: pa.Table, standing: pa.Table) -> pa.Table:
    """Both sides of the nodes that are in both."""
    order = np.argsort(keys["node_id"].to_numpy())
    ids, wanted = keys["node_id"].to_numpy()[order], standing["node_id"].to_numpy()
    places = np.searchsorted(ids, wanted)
    found = places < len(ids)
    found[found] = ids[places[found]] == wanted[found]
    joined = keys.take(pa.array(order[places[found]]))
    for name in STANDING[1:]:
        joined = joined.append_column(name, standing[name].filter(pa.array(found)))
    return joined.select(KEY_SCHEMA.names).cast(KEY_SCHEMA)
