"""Whether months worked in one by one give the people that all of them at once would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.model import Model, load_model
from pipelines.linkage.resolve import resolve
from pipelines.linkage.store import PAIR_SCHEMA, active_decisions
from pipelines.linkage.wordings import standing_nodes
from pipelines.warehouse import Warehouse

PERSON_SCHEMA = pa.schema([("node_id", pa.int32()), ("person_id", pa.int32())])
# One in a thousand: what blocks and rarities of the time may change, and no more.
MOST_DIFFERING = 0.001


@dataclass(frozen=True)
class Difference:
    """A person whom all months at once would make of other rows.

    Attributes:
        person_id: The person, as the registry has it.
        wordings: Nodes that are the person now.
        parts: Into how many people these would fall.
        joins: People of the registry with whom some of them would be one.
    """

    person_id: int
    wordings: int
    parts: int
    joins: Sequence[int]


@dataclass(frozen=True)
class Verification:
    """How far the links are a function of what stands.

    Attributes:
        model_version: The model that scored.
        people: People that the linkage holds now.
        differences: Those whom linking everything anew would make otherwise.
    """

    model_version: str
    people: int
    differences: Sequence[Difference]

    @property
    def holds(self) -> bool:
        """Whether at most one person in a thousand differs."""
        return len(self.differences) <= MOST_DIFFERING * self.people


def verify_links(warehouse: Warehouse, model: Model | None = None) -> Verification:
    """Compare everything that stands anew, in memory, with the links that are kept; writes nothing.

    Takes as long as the first month of a warehouse. People are judged by the linkage as it is: run
    sync first, so that the registry's ids are those of the links.

    Args:
        warehouse: Open.
        model: The newest version where left out; the links should come from the same.

    Raises:
        UsageError: There is no model.
    """
    model = model or load_model()
    with warehouse.transaction() as transaction:
        nodes = standing_nodes(transaction)
        decisions = active_decisions(transaction)
        persons = transaction.copy_out("linkage/persons_of_nodes", PERSON_SCHEMA)
    with open_engine() as engine:
        # Without a cluster a node is new, so that every pair is compared.
        column = KEY_SCHEMA.get_field_index("cluster_id")
        anew = nodes.set_column(column, KEY_SCHEMA.field(column), _nothing(nodes))
        resolve(engine, anew, PAIR_SCHEMA.empty_table(), model, decisions)
        return Verification(model.version, *_compare(engine, nodes, persons))


def _nothing(nodes: pa.Table) -> pa.Array:
    return pa.nulls(nodes.num_rows, pa.int32())


def _compare(
    engine: duckdb.DuckDBPyConnection, nodes: pa.Table, persons: pa.Table
) -> tuple[int, list[Difference]]:
    """How many people there are, and who differs: whose rows are not just those of one anew."""
    engine.register("kept_nodes", nodes.select(["node_id", "cluster_id"]))
    engine.register("persons", persons)
    engine.execute("""
        create or replace temp table side as
        select k.cluster_id as kept, c.cluster as anew, p.person_id,
            count(*) over (partition by k.cluster_id) as kept_size,
            count(*) over (partition by c.cluster) as anew_size,
            count(*) over (partition by k.cluster_id, c.cluster) as shared
        from clustered as c
        inner join node as n on c.i = n.i
        inner join kept_nodes as k on n.node_id = k.node_id
        inner join persons as p on n.node_id = p.node_id
        where k.cluster_id is not null
    """)
    (people,) = engine.execute("select count(distinct kept) from side").fetchall()
    rows = engine.execute("""
        select s.person_id, any_value(s.kept_size), count(distinct s.anew),
            list_sort(list(distinct o.person_id) filter (o.person_id <> s.person_id))
        from side as s
        inner join side as o on s.anew = o.anew
        where s.kept in (select kept from side where shared <> kept_size or shared <> anew_size)
        group by s.person_id
        order by s.person_id
    """).fetchall()
    return int(people[0]), [
        Difference(person, wordings, parts, tuple(joins or ()))
        for person, wordings, parts, joins in rows
    ]
