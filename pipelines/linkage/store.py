"""What the linkage reads from and keeps in the warehouse, by COPY on both ways."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.keys import CONTENT_SCHEMA, match_keys
from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.linkage.link import LinkSummary

PAIR_SCHEMA = pa.schema(
    [("left_node_id", pa.int32()), ("right_node_id", pa.int32()), ("levels", pa.string())]
)
# A pair's levels are kept as letters: chr(64) where a value is missing, then A, B, …
LETTER_BEFORE_A = 64


def add_match_keys(transaction: Transaction, period: date) -> None:
    """Normalise what the period's new nodes say."""
    content = transaction.copy_out("linkage/new_content", CONTENT_SCHEMA, period=period)
    keys = match_keys(content)
    transaction.copy_in("linkage.match_key", keys.drop_columns(["source"]))


def forget_withdrawn(transaction: Transaction) -> None:
    """Take nodes out that no staged row says any more, and the pairs they were in."""
    if transaction.run("linkage/forget_nodes").rowcount:
        transaction.run("linkage/forget_pairs")


def standing_nodes(transaction: Transaction) -> pa.Table:
    """Return all nodes that stand, with the columns of `KEY_SCHEMA`."""
    return transaction.copy_out("linkage/standing_nodes", KEY_SCHEMA)


def known_pairs(transaction: Transaction) -> pa.Table:
    """Return the pairs that earlier runs compared, with the columns of `PAIR_SCHEMA`."""
    return transaction.copy_out("linkage/known_pairs", PAIR_SCHEMA)


def load_known_pairs(engine: duckdb.DuckDBPyConnection, pairs: pa.Table) -> None:
    """Put known pairs into the table `pair`, their levels as numbers again."""
    engine.register("known_pair", pairs)
    levels = ", ".join(
        f"(ascii(k.levels[{position}]) - {LETTER_BEFORE_A})::utinyint as {comparison.name}"
        for position, comparison in enumerate(IN_FAMILY, 1)
    )
    engine.execute(f"""
        insert into pair by name
        select least(l.i, r.i) as l, greatest(l.i, r.i) as r, {levels}, 0.0 as weight
        from known_pair as k
        inner join node as l on k.left_node_id = l.node_id
        inner join node as r on k.right_node_id = r.node_id
    """)
    engine.unregister("known_pair")


def keep_pairs(transaction: Transaction, engine: duckdb.DuckDBPyConnection) -> int:
    """Write the table `pair` to `linkage.pair` where it differs; returns the number of pairs."""
    letters = " || ".join(
        f"chr({LETTER_BEFORE_A} + p.{comparison.name})" for comparison in IN_FAMILY
    )
    pairs = engine.sql(f"""
        select least(l.node_id, r.node_id) as left_node_id,
            greatest(l.node_id, r.node_id) as right_node_id,
            {letters} as levels, p.weight
        from pair as p
        inner join node as l on p.l = l.i
        inner join node as r on p.r = r.i
        order by all
    """).to_arrow_table()
    _replace(transaction, "pair", pairs)
    return int(pairs.num_rows)


def keep_clusters(transaction: Transaction, engine: duckdb.DuckDBPyConnection) -> int:
    """Write the table `clustered` to `linkage.cluster` where it differs; returns the clusters."""
    clusters = engine.sql("""
        select n.node_id, min(n.node_id) over (partition by c.cluster) as cluster_id
        from clustered as c
        inner join node as n on c.i = n.i
        order by n.node_id
    """).to_arrow_table()
    _replace(transaction, "cluster", clusters)
    return int(pc.count_distinct(clusters["cluster_id"]).as_py())


def keep_run(transaction: Transaction, summary: LinkSummary) -> None:
    """Write the counts of a run beside its month; the first run of its content is what counts."""
    figures = {"rules": summary.rules, "capped": summary.capped, "bands": summary.bands}
    transaction.run(
        "linkage/keep_run",
        period=summary.period,
        model_version=summary.model_version,
        rows=summary.rows,
        new_nodes=summary.new_nodes,
        nodes=summary.nodes,
        pairs=summary.pairs,
        clusters=summary.clusters,
        figures=json.dumps(figures, sort_keys=True),
    )


def _replace(transaction: Transaction, table: str, rows: pa.Table) -> None:
    definition = f"create temporary table linkage_{table} (like linkage.{table}) on commit drop"
    transaction.execute(definition, f"a table for {table}")
    transaction.copy_in(f"linkage_{table}", rows)
    transaction.execute(f"analyze linkage_{table}", f"analyze linkage_{table}")
    transaction.run(f"linkage/keep_{table}s")
