"""What the drops say of everybody and what the registry knows of them, each read once a run.

A month says the same of most people as the month before. To find the few of whom it does not, every
row is looked at: that is done in the engine, which has all of them by plain copies; the server is
told what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa

from pipelines.copies import (
    KNOWN_GOLDEN,
    KNOWN_STEPS,
    SHARED,
    STAGED_COUNTS,
    STAGED_KEYS,
    TOUCHED_ROWS,
    Copy,
    of_month,
    schema_of,
)
from pipelines.engine import Engine
from pipelines.kinds import FAMILY, KINDS, PERSON, SOURCES, Kind
from pipelines.warehouse import Transaction, Warehouse

# Records that share a key are numbered in its last bits.
KEY_BITS = 16


class Reading:
    """Tables of the engine, in the names of `sql/registry` and `sql/sync`.

    `staged_<kind>` has the rows of the months that were asked for, `keyed_<kind>` the keys of other
    months, `touched_staged_<kind>` the rows of the touched; `<kind>_step` the steps as known now,
    each with the month that ends it.
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
        self._coming: dict[Copy, Future[pa.Table]] = {}
        self._beside: tuple[Executor, Transaction] | None = None
        self._known: set[Kind] = set()
        self._has_lists = False
        self._months: set[tuple[Kind, date]] = set()
        self._deliveries: set[tuple[Kind, date, str]] = set()
        touched = schema_of(TOUCHED_ROWS)
        staged = touched.append(pa.field("is_keyed", pa.bool_()))
        keys = schema_of(STAGED_KEYS)
        for table, schema in (("staged", staged), ("keyed", keys), ("touched_staged", touched)):
            engine.start([f"{table}_{kind.name}" for kind in KINDS], schema)

    @contextmanager
    def ahead(self, warehouse: Warehouse) -> Iterator[None]:
        """Read what every run needs on a connection of its own, while the caller does something.

        Only for what the caller's transaction does not write before it asks.
        """
        with warehouse.transaction() as tx, ThreadPoolExecutor(1) as pool:
            months = [row["period"] for row in tx.rows("sync/periods", period=self.first_period)]
            for copy in (
                *of_month(self.first_period),
                *self._deliveries_before(tx),
                # What a late month is held against: the one after it, if there is one.
                *(
                    Copy(STAGED_KEYS, kind, month, tuple(sorted(SOURCES)))
                    for month in months[1:2]
                    for kind in KINDS
                ),
                Copy(KNOWN_STEPS, FAMILY),
                Copy(KNOWN_STEPS, PERSON),
                Copy("families/lists"),
                Copy(KNOWN_GOLDEN),
                Copy("families/founders"),
                *(Copy(STAGED_COUNTS, PERSON, month) for month in months),
            ):
                self._coming[copy] = pool.submit(copy.read, tx)
            self._beside = pool, tx
            try:
                yield
            finally:
                self._beside = None
                pool.shutdown(cancel_futures=True)

    def _deliveries_before(self, tx: Transaction) -> list[Copy]:
        """What will be asked for of earlier months, most likely: a month repeats the one before."""
        return [
            Copy(STAGED_KEYS, kind, row["delivered_period"], tuple(row["sources"]))
            for kind in KINDS
            for row in tx.rows_of(
                kind.fill("sync/deliveries_before"),
                "sql/sync/deliveries_before.sql",
                period=self.first_period,
            )
        ]

    def month(self, kind: Kind, period: date) -> None:
        """Have all rows of a month."""
        if (kind, period) in self._months:
            return
        self._months.add((kind, period))
        nodes = schema_of("registry/row_nodes").empty_table()
        rows = self._read(Copy("registry/staged_rows", kind, period))
        if kind.linked_by:
            nodes = self._read(Copy("registry/row_nodes", kind, period))
        given = {"staged_row": rows, "row_node": nodes}
        self.engine.append(f"staged_{kind.name}", "registry/linked_rows", given)

    def deliveries(self, kind: Kind, period: date, sources: Iterable[str] = SOURCES) -> None:
        """Have the keys of a month's rows; of the first month that can have changed, all rows."""
        if period == self.first_period:
            self.month(kind, period)
            return
        asked = {(kind, period, source) for source in sources}
        new = tuple(sorted(source for _, _, source in asked - self._deliveries))
        if new:
            self._deliveries |= asked
            keys = self._read(Copy(STAGED_KEYS, kind, period, new))
            self.engine.add(f"keyed_{kind.name}", keys)

    def touched_rows(self, kind: Kind, periods: Sequence[date], touched: pa.Table) -> None:
        """Have the rows of months that are of some records, and of others whose keys are near.

        Args:
            kind: Persons or families.
            periods: Their months; those of which all rows were read are left out. Where something
                reads ahead, every second one is read there, at the same time.
            touched: `record_id` of the records.
        """
        blocks = np.unique(touched["record_id"].to_numpy() >> KEY_BITS).tolist()
        asked = [
            partial(_touched_rows, kind=kind, period=period, blocks=blocks)
            for period in periods
            if (kind, period) not in self._months
        ]
        beside = []
        if self._beside:
            pool, tx = self._beside
            beside = [pool.submit(read, tx) for read in asked[1::2]]
            asked = asked[::2]
        rows = [read(self.tx) for read in asked] + [read.result() for read in beside]
        for each in rows:
            self.engine.add(f"touched_staged_{kind.name}", each)

    def steps(self, kind: Kind) -> None:
        """Have `<kind>_step` as known so far."""
        if kind not in self._known:
            self._known.add(kind)
            self._keep_steps(kind, "steps", {"known_step": self._read(Copy(KNOWN_STEPS, kind))})

    def changed_steps(self, kind: Kind, run: int) -> None:
        """Have `<kind>_step` as known after a run that wrote some."""
        changed = self._changed(kind, "registry/changed_steps", KNOWN_STEPS, run)
        self._keep_steps(kind, "steps_now", {"changed_step": changed})

    def _keep_steps(self, kind: Kind, name: str, given: Mapping[str, pa.Table]) -> None:
        sql = kind.fill(f"registry/{name}")
        self.engine.keep(f"{kind.name}_step", sql, f"sql/registry/{name}.sql", given)

    def clusters(self) -> None:
        """Have `cluster`, `known_identity` and `person_founder`: who is whom by the linkage, and
        who was by the registry before this run.
        """
        for table, name in (
            ("cluster", "sync/clusters"),
            ("known_identity", "sync/known_identities"),
            ("person_founder", "sync/person_founders"),
        ):
            self.engine.load(table, self._read(Copy(name)))

    def identities(self) -> None:
        """Have `identity`: who every node is, as known now."""
        self.engine.load("identity", self._read(Copy("sync/known_identities")))

    def written_identities(self, run: int | None) -> pa.Table:
        """Who the nodes are that a run wrote; nobody if it has no number yet."""
        name = "sync/written_identities"
        if run is None:
            return schema_of(name).empty_table()
        return self.tx.copy_out(name, schema_of(name), run=run)

    def lists(self) -> None:
        """Have `family_list`: which family every list is, as known so far."""
        if not self._has_lists:
            self._has_lists = True
            self.engine.load("family_list", self._read(Copy("families/lists")))

    def founders(self) -> None:
        """Have `founder`: for which list every family was made."""
        self.engine.load("founder", self._read(Copy("families/founders")))

    def golden_steps(self) -> None:
        """Have `golden_step`: which records tell of people where they live, as known so far."""
        known = self._read(Copy(KNOWN_GOLDEN))
        self.engine.make("golden_step", "registry/golden_steps", {"known_golden": known})

    def changed_golden(self, run: int) -> None:
        """Have `golden_step` as known after a run that wrote some."""
        changed = self._changed(PERSON, "registry/changed_golden", KNOWN_GOLDEN, run)
        self.engine.make("golden_step", "registry/golden_steps_now", {"changed_golden": changed})

    def _changed(self, kind: Kind, name: str, known: str, run: int) -> pa.Table:
        """Rows that a run wrote or withdrew, of those that another statement gives all of."""
        schema = schema_of(known).append(pa.field("is_known", pa.bool_()))
        return self.tx.copy_out_query(kind.fill(name), f"sql/{name}.sql", schema, run=run)

    def staged_counts(self, periods: Iterable[date]) -> None:
        """Have `staged_count`: how many person rows were staged, of months."""
        counts = [self._read(Copy(STAGED_COUNTS, PERSON, period)) for period in periods]
        self.engine.load("staged_count", pa.concat_tables(counts))

    def delivered_villages(self) -> None:
        """Have `delivered_village`: what was delivered in which month, as known now."""
        self.engine.load("delivered_village", self._read(Copy("sync/delivered_villages")))

    def _read(self, copy: Copy) -> pa.Table:
        """The rows; those that were read ahead serve once."""
        coming = self._coming.pop(copy, None)
        return copy.read(self.tx) if coming is None else coming.result()


def _touched_rows(tx: Transaction, kind: Kind, period: date, blocks: list[int]) -> pa.Table:
    label = f"sql/{TOUCHED_ROWS}.sql"
    schema = schema_of(TOUCHED_ROWS)
    asked = {"period": period, "blocks": blocks}
    return tx.copy_out_narrow(kind.fill(TOUCHED_ROWS), label, schema, SHARED[TOUCHED_ROWS], **asked)
