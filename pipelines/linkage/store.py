"""What the linkage reads from and keeps in the warehouse, by COPY on both ways."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from pipelines.linkage.decisions import DECISION_SCHEMA
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.wordings import keys_version
from pipelines.warehouse import Transaction

if TYPE_CHECKING:
    from pipelines.linkage.link import LinkSummary

PAIR_SCHEMA = pa.schema(
    [
        ("left_node_id", pa.int32()),
        ("right_node_id", pa.int32()),
        ("levels", pa.string()),
        ("weight", pa.float64()),
    ]
)
# A pair's levels are kept as letters: chr(64) where a value is missing, then A, B, …
LETTER_BEFORE_A = 64


def forget_other_models(transaction: Transaction, model_version: str) -> bool:
    """Take out what another model saw; returns whether there was any such model."""
    forgotten = transaction.run("linkage/forget_other_models", model_version=model_version)
    return bool(forgotten.rowcount)


def forget_withdrawn(transaction: Transaction) -> None:
    """Take nodes out that no staged row says any more, and the pairs they were in."""
    if transaction.run("linkage/forget_nodes").rowcount:
        transaction.run("linkage/forget_pairs")


def known_pairs(transaction: Transaction) -> pa.Table:
    """Return the pairs that earlier runs compared, with the columns of `PAIR_SCHEMA`."""
    return transaction.copy_out("linkage/known_pairs", PAIR_SCHEMA)


def has_new_decisions(transaction: Transaction) -> bool:
    """Whether somebody decided or undid anything since the last run of whatever month."""
    query = "select exists (select from linkage.decision where not is_taken_up)"
    return bool(transaction.scalar(query))


def active_decisions(transaction: Transaction) -> pa.Table:
    """Return the decisions that were not undone, with the columns of `DECISION_SCHEMA`."""
    return transaction.copy_out("linkage/active_decisions", DECISION_SCHEMA)


def take_up_decisions(transaction: Transaction) -> pa.Table:
    """Return the active decisions for a run that heeds them.

    They are marked first and read then: what somebody decides meanwhile is news to the next run.
    """
    transaction.run("linkage/take_up_decisions")
    return active_decisions(transaction)


def load_known_pairs(engine: duckdb.DuckDBPyConnection, pairs: pa.Table) -> None:
    """Add the known pairs that this run weighs again to `pair`, and keep the others aside.

    Those of a touched list are weighed again, and those within a list, by which others are judged;
    `settled_pair` has the rest, with the levels and the weight of the run before.

    Args:
        engine: Has `node`, `pair` and `touched_list`.
        pairs: Rows of `PAIR_SCHEMA`.
    """
    engine.register("known_pairs", pairs)
    engine.execute("create or replace temp table known_pair as select * from known_pairs")
    engine.unregister("known_pairs")
    levels = ", ".join(
        f"(ascii(k.levels[{position}]) - {LETTER_BEFORE_A})::utinyint as {comparison.name}"
        for position, comparison in enumerate(IN_FAMILY, 1)
    )
    engine.execute(f"""
        create or replace temp table settled_pair as
        select least(l.i, r.i) as l, greatest(l.i, r.i) as r, {levels}, k.weight,
            coalesce(l.list = r.list, false)
                or l.list in (from touched_list) or r.list in (from touched_list) as is_touched
        from known_pair as k
        inner join node as l on k.left_node_id = l.node_id
        inner join node as r on k.right_node_id = r.node_id
    """)
    engine.execute("""
        insert into pair by name select * exclude (is_touched) from settled_pair where is_touched
    """)
    engine.execute("delete from settled_pair where is_touched")


def add_settled_pairs(engine: duckdb.DuckDBPyConnection) -> None:
    """Add the pairs that `load_known_pairs` kept aside to `pair`, as they are."""
    engine.execute("insert into pair by name select * exclude (is_touched) from settled_pair")


@dataclass(frozen=True)
class Changes:
    """Rows of a table of `linkage` that a run sees otherwise than the warehouse.

    Attributes:
        table: Its name in the schema.
        rows: How many rows it will have.
        fresh: Rows that are not there yet.
        changed: Rows in place of those of the same key.
    """

    table: str
    rows: int
    fresh: pa.Table
    changed: pa.Table


def changed_pairs(engine: duckdb.DuckDBPyConnection) -> Changes:
    """Where the table `pair` differs from `linkage.pair`; settled pairs cannot."""
    letters = " || ".join(
        f"chr({LETTER_BEFORE_A} + p.{comparison.name})" for comparison in IN_FAMILY
    )
    engine.execute(f"""
        create or replace temp table kept_pair as
        select least(l.node_id, r.node_id) as left_node_id,
            greatest(l.node_id, r.node_id) as right_node_id,
            {letters} as levels, p.weight, k.left_node_id is not null as is_known,
            k.levels is distinct from {letters} or k.weight is distinct from p.weight as is_changed
        from pair as p
        anti join settled_pair as s on p.l = s.l and p.r = s.r
        inner join node as l on p.l = l.i
        inner join node as r on p.r = r.i
        left join known_pair as k
            on least(l.node_id, r.node_id) = k.left_node_id
            and greatest(l.node_id, r.node_id) = k.right_node_id
    """)
    columns = "left_node_id, right_node_id, levels, weight"
    return _changes(engine, "pair", columns, "select count(*) from pair")


def changed_clusters(engine: duckdb.DuckDBPyConnection) -> Changes:
    """Where the table `clustered` differs from `linkage.cluster`; `rows` is its clusters."""
    engine.execute("""
        create or replace temp table kept_cluster as
        with numbered as (
            select n.node_id, n.cluster_id as known_id,
                min(n.node_id) over (partition by c.cluster) as cluster_id
            from clustered as c
            inner join node as n on c.i = n.i
        )
        select node_id, cluster_id, known_id is not null as is_known,
            known_id is distinct from cluster_id as is_changed
        from numbered
    """)
    count = "select count(distinct cluster_id) from kept_cluster"
    return _changes(engine, "cluster", "node_id, cluster_id", count)


def keep_changes(transaction: Transaction, changes: Changes) -> None:
    """Append what is not known yet, update what changed, leave the rest untouched."""
    transaction.copy_in(f"linkage.{changes.table}", changes.fresh)
    if changes.changed.num_rows:
        name = f"linkage_{changes.table}"
        definition = f"create temporary table {name} (like linkage.{changes.table}) on commit drop"
        transaction.execute(definition, f"a table for {changes.table}")
        transaction.copy_in(name, changes.changed)
        transaction.analyze(name)
        transaction.run(f"linkage/keep_{changes.table}s")


def asked_questions(engine: duckdb.DuckDBPyConnection, model_version: str) -> pa.Table:
    """Return the table `question` as rows of `linkage.review`."""
    letters = " || ".join(
        f"chr({LETTER_BEFORE_A} + q.{comparison.name})" for comparison in IN_FAMILY
    )
    return engine.sql(f"""
        with named as (
            select n.i, n.node_id, k.cluster_id
            from node as n
            inner join kept_cluster as k on n.node_id = k.node_id
        )
        select least(l.node_id, r.node_id) as left_node_id,
            greatest(l.node_id, r.node_id) as right_node_id,
            q.kind,
            if(l.node_id < r.node_id, l.cluster_id, r.cluster_id) as left_cluster_id,
            if(l.node_id < r.node_id, r.cluster_id, l.cluster_id) as right_cluster_id,
            {letters} as levels, q.weight, q.weight_between, q.counts_changed, q.settles,
            q.contradicts_decision_id, '{model_version}' as model_version
        from question as q
        inner join named as l on q.l = l.i
        inner join named as r on q.r = r.i
        order by 1, 2
    """).to_arrow_table()


def keep_questions(transaction: Transaction, questions: pa.Table) -> None:
    """Write questions to `linkage.review`, in place of those of before."""
    transaction.run("linkage/forget_questions")
    transaction.copy_in("linkage.review", questions)
    transaction.analyze("linkage.review")


def keep_run(transaction: Transaction, summary: LinkSummary) -> None:
    """Write the counts of a run beside its month; the first run of its content is what counts."""
    figures = {
        "rules": summary.rules,
        "capped": summary.capped,
        "bands": summary.bands,
        "contradicted": summary.contradicted,
        "questions": summary.questions,
        "keys_version": keys_version(),
    }
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


def last_run(transaction: Transaction, period: date, model_version: str) -> dict[str, Any] | None:
    """Return the counts of the month's last run by this model, None if there was none.

    They are the fields of a `LinkSummary` in which nothing is new.
    """
    found = transaction.rows("linkage/last_run", period=period, model_version=model_version)
    if not found:
        return None
    counts = dict(found[0])
    figures = counts.pop("figures")
    figures.pop("keys_version")
    return {**counts, **figures, "new_nodes": 0}


def _changes(engine: duckdb.DuckDBPyConnection, table: str, columns: str, count: str) -> Changes:
    select = f"select {columns} from kept_{table} where is_changed and"
    fresh = engine.sql(f"{select} not is_known order by all").to_arrow_table()
    changed = engine.sql(f"{select} is_known order by all").to_arrow_table()
    (row,) = engine.execute(count).fetchall()
    return Changes(table, int(row[0]), fresh, changed)
