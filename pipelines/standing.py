"""What the drops say of everybody and what the registry knows of them, each read once a run.

A month says the same of most people as the month before. To find the few of whom it does not, every
row is looked at: that is done in the engine, which has all of them by plain copies; the server is
told what changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction


@dataclass(frozen=True)
class Kind:
    """What differs between persons and families, in what is staged and what is known of them.

    Attributes:
        name: `person` or `family`: ends of the tables in `staging` and `registry`.
        linked_by: The column of its steps that the linkage knows, if any.
        kept_where_absent: Columns that say who is missed.
        said: What families are told by, of all that a step says.
    """

    name: str
    linked_by: tuple[str, ...]
    kept_where_absent: tuple[str, ...]
    said: str

    @property
    def node(self) -> str:
        """The SQL of the node that a step is of."""
        return next(iter(self.linked_by), "cast(null as integer)")


PERSON = Kind(
    "person",
    linked_by=("node_id",),
    kept_where_absent=("source", "node_id", "source_family_id", "source_person_id", "no_kk"),
    said="hubungan_keluarga",
)
FAMILY = Kind(
    "family",
    linked_by=(),
    kept_where_absent=("source", "source_family_id"),
    said="source_family_id",
)
KINDS = (PERSON, FAMILY)

STAGED_KEY = {
    "period": pa.date32(),
    "source": pa.string(),
    "village_code_kemendagri": pa.string(),
    "record_key": pa.int64(),
    "is_keyed": pa.bool_(),
}
STAGED_ROW = {**STAGED_KEY, "row_id": pa.int64(), "hash": pa.int64()}
ROW_NODE = {"row_id": pa.int64(), "node_id": pa.int32()}
TOUCHED_ROW = {
    "period": pa.date32(),
    "row_id": pa.int64(),
    "source": pa.string(),
    "village_code_kemendagri": pa.string(),
    "record_key": pa.int64(),
    "hash": pa.int64(),
    "node_id": pa.int32(),
}
KNOWN_STEP = {
    "record_id": pa.int64(),
    "valid_from": pa.date32(),
    "is_present": pa.bool_(),
    "hash": pa.int64(),
    "node_id": pa.int32(),
    "source": pa.string(),
    "village_code_kemendagri": pa.string(),
}
IDENTITY = {
    "node_id": pa.int32(),
    "person_id": pa.int32(),
    "list_id": pa.int32(),
    "is_head": pa.bool_(),
    "is_parent": pa.bool_(),
}
FAMILY_LIST = {
    "list_id": pa.int32(),
    "list": pa.string(),
    "family_id": pa.int32(),
    "first_period": pa.date32(),
}
GOLDEN_STEP = {
    "person_id": pa.int32(),
    "valid_from": pa.date32(),
    "village_record_id": pa.int64(),
    "hubungan_keluarga_record_id": pa.int64(),
}
DELIVERED_VILLAGE = {
    "kind": pa.string(),
    "period": pa.date32(),
    "source": pa.string(),
    "village_code_kemendagri": pa.string(),
    "is_whole": pa.bool_(),
}


class Reading:
    """Tables of the engine, in the names of `sql/registry` and `sql/sync`.

    `staged_<kind>` has the rows of the months that were asked for, `earlier_<kind>` the keys of
    what stood before, `touched_staged_<kind>` the rows of the touched; `<kind>_step` the steps as
    known now, each with the month that ends it.
    """

    def __init__(self, tx: Transaction, engine: Engine, first_period: date) -> None:
        """Start with nothing read.

        Args:
            tx: Holds the registry's lock.
            engine: Has nothing yet; is kept by the caller.
            first_period: The first month that can have changed.
        """
        self.tx = tx
        self.engine = engine
        self.first_period = first_period
        self._known: set[Kind] = set()
        self._months: set[tuple[Kind, date]] = set()
        self._deliveries: set[tuple[Kind, date, str]] = set()
        for kind in KINDS:
            for table, row in (
                ("staged", {**TOUCHED_ROW, "is_keyed": pa.bool_()}),
                ("earlier", STAGED_KEY),
                ("touched_staged", TOUCHED_ROW),
            ):
                engine.load(f"{table}_{kind.name}", pa.schema(row).empty_table())

    def month(self, kind: Kind, period: date) -> None:
        """Have all rows of a month."""
        if (kind, period) in self._months:
            return
        self._months.add((kind, period))
        rows = self._copy("registry/staged_rows", kind, STAGED_ROW, period=period)
        self.engine.load("incoming_row", rows)
        nodes = pa.schema(ROW_NODE).empty_table()
        if kind.linked_by:
            nodes = self.tx.copy_out("registry/row_nodes", pa.schema(ROW_NODE), period=period)
        self.engine.load("incoming_node", nodes)
        self.engine.add(f"staged_{kind.name}", self.engine.read("registry/linked_rows"))

    def deliveries(self, kind: Kind, period: date, sources: Iterable[str]) -> None:
        """Have the keys of what sources gave in a month."""
        if period >= self.first_period:
            self.month(kind, period)
            return
        asked = {(kind, period, source) for source in sources}
        new = sorted(source for _, _, source in asked - self._deliveries)
        if new:
            self._deliveries |= asked
            keys = self._copy("sync/staged_keys", kind, STAGED_KEY, period=period, sources=new)
            self.engine.add(f"earlier_{kind.name}", keys)

    def touched_rows(self, kind: Kind, period: date) -> None:
        """Have the rows of a month that are of the records in `pg_temp.touched_record`."""
        if (kind, period) not in self._months:
            rows = self._copy("registry/touched_staged_rows", kind, TOUCHED_ROW, period=period)
            self.engine.add(f"touched_staged_{kind.name}", rows)

    def steps(self, kind: Kind, *, anew: bool = False) -> None:
        """Have `<kind>_step` as known now; `anew` where they changed since."""
        if kind in self._known and not anew:
            return
        self._known.add(kind)
        columns = {**KNOWN_STEP, kind.said: pa.string()}
        self.engine.load("known_step", self._copy("registry/known_steps", kind, columns))
        self.engine.make(f"{kind.name}_step", "registry/steps")

    def identities(self) -> None:
        """Have `identity`: who every node is, as known now."""
        self._load("identity", "registry/identities", IDENTITY)

    def lists(self) -> None:
        """Have `family_list`: which family every list is, as known now."""
        self._load("family_list", "families/lists", FAMILY_LIST)

    def golden_steps(self) -> None:
        """Have `golden_step`: which records tell of people where they live, as known now."""
        self._load("known_golden", "registry/golden_villages", GOLDEN_STEP)
        self.engine.make("golden_step", "registry/golden_steps")

    def delivered_villages(self) -> None:
        """Have `delivered_village`: what was delivered in which month, as known now."""
        self._load("delivered_village", "sync/delivered_villages", DELIVERED_VILLAGE)

    def _load(self, table: str, name: str, columns: dict[str, pa.DataType]) -> None:
        self.engine.load(table, self.tx.copy_out(name, pa.schema(columns)))

    def _copy(
        self, name: str, kind: Kind, columns: dict[str, pa.DataType], **parameters: Any
    ) -> pa.Table:
        sql = fill_statement(name, kind=kind.name, node=kind.node, said=kind.said)
        return self.tx.copy_out_query(sql, f"sql/{name}.sql", pa.schema(columns), **parameters)
