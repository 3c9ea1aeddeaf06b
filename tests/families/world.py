"""A registry fed by hand: who stands in which month, with the linkage's work done by truth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.families import FamilyCounts, identify_families, tell_families
from pipelines.identity import record_person_events
from pipelines.kinds import PERSON
from pipelines.reconcile.books import close_books
from pipelines.sync.coverage import note_deliveries
from pipelines.sync.facts import sync_facts
from pipelines.sync.golden import sync_golden
from pipelines.sync.identities import identify
from pipelines.sync.runs import begin_run
from pipelines.warehouse import Transaction, Warehouse
from tests.staged import stage_rows

HEAD, SPOUSE, CHILD = "KEPALA_KELUARGA", "PASANGAN", "ANAK"
HOME, AWAY = "6402062001", "6402062002"


def month(number: int) -> date:
    """Months counted from January 2026."""
    return date(2026, number, 1)


@dataclass(frozen=True)
class Row:
    """What a row says: somebody, in a source, on a list, in a village; that they are not there."""

    person: str
    source: str = "dtks"
    list: str | None = "1"
    role: str | None = HEAD
    village: str = HOME
    status: str | None = None


@dataclass
class World:
    """One transaction that is rolled back: months are delivered into it and synced."""

    tx: Transaction
    _nodes: dict[Row, int] = field(default_factory=dict)
    _truth: dict[str, str] = field(default_factory=dict)
    _delivered: dict[date, dict[tuple[str, str], list[Row]]] = field(default_factory=dict)

    def deliver(self, period: date, rows: Iterable[Row], *empty: tuple[str, str]) -> FamilyCounts:
        """Deliver villages of a month as a whole, anew where they were delivered before; sync it.

        Args:
            empty: (source, village) that are delivered with nobody.
        """
        given: dict[tuple[str, str], list[Row]] = {key: [] for key in empty}
        for row in rows:
            given.setdefault((row.source, row.village), []).append(row)
        self._delivered.setdefault(period, {}).update(given)
        self._write(period)
        return self.sync(period)

    def link(self, person: str, is_also: str) -> None:
        """Say that the linkage takes two for one from now on."""
        self._truth[person] = is_also

    def part(self, person: str) -> None:
        """Say that the linkage takes somebody for themselves again."""
        self._truth.pop(person, None)

    def sync(self, period: date) -> FamilyCounts:
        self._write_clusters()
        with begin_run(self.tx, period) as run:
            identify(run)
            record_person_events(self.tx, run)
            sync_facts(run, PERSON, note_deliveries(self.tx, run))
            sync_golden(run)
            counts = identify_families(run)
            tell_families(run)
            close_books(run)
        return counts

    def rows(self, query: str, **parameters: object) -> list[dict[str, object]]:
        return [dict(row) for row in self.tx.rows_of(query, "a look of a test", **parameters)]

    def person_id(self, row: Row) -> int:
        """Whom the registry takes the row for."""
        query = "select person_id from registry.identity where node_id = :node"
        return int(self.tx.scalar(query, node=self._nodes[replace(row, status=None)]))

    def family_id(self, source: str, number: str) -> int:
        """Which family the registry takes the list for."""
        query = "select family_id from registry.family_list where list = :list"
        return int(self.tx.scalar(query, list=f"{source}|{number}"))

    def _write(self, period: date) -> None:
        self.tx.run("stage/ensure_partition", parent="staging.person", period=period)
        for table in ("linkage.row_node", "staging.person"):
            self.tx.execute(f"delete from {table} where period = :p", "again", p=period)
        rows = [row for rows in self._delivered[period].values() for row in rows]
        for number, row in enumerate(rows, start=1):
            self.tx.execute(
                "insert into linkage.row_node values (:p, :row, :node)",
                "a row",
                p=period,
                row=number,
                node=self._node(row, period),
            )
            self._stage(period, number, row)
        self._write_coverage()

    def _stage(self, period: date, number: int, row: Row) -> None:
        """A record of its source for each person on each list."""
        staged = {
            "period": period,
            "source": row.source,
            "drop_id": 1,
            "row_id": number,
            "sheet_no": 1,
            "row_number": number,
            "layout": "",
            "source_key": f"{row.source}|{row.list}|{row.person}",
            "source_key_is_trusted": True,
            "village_code_kemendagri": row.village,
            "placed_by": "code",
            "hubungan_keluarga": row.role,
            "status_keberadaan": row.status,
        }
        stage_rows(self.tx, [staged])

    def _node(self, row: Row, period: date) -> int:
        # The linkage does not see it.
        row = replace(row, status=None)
        if row not in self._nodes:
            self._nodes[row] = node = len(self._nodes) + 1
            self.tx.execute(
                "insert into linkage.node values (:node, :source, cast(:hash as uuid), :p)",
                "a node",
                node=node,
                source=row.source,
                hash=hashlib.md5(repr(row).encode(), usedforsecurity=False).hexdigest(),
                p=period,
            )
            self.tx.execute(
                "insert into linkage.match_key (node_id, list, village, role)"
                " values (:node, :list, :village, :role)",
                "a match key",
                node=node,
                list=row.list and f"{row.source}|{row.list}",
                village=row.village,
                role=row.role,
            )
        return self._nodes[row]

    def _write_coverage(self) -> None:
        """Each village stands by its last delivery."""
        self.tx.execute("delete from registry.coverage", "again")
        periods = sorted(self._delivered)
        for i, period in enumerate(periods):
            last: dict[tuple[str, str], date] = {}
            for earlier in periods[: i + 1]:
                last |= dict.fromkeys(self._delivered[earlier], earlier)
            for (source, village), delivered in last.items():
                self.tx.execute(
                    "insert into registry.coverage values (:p, :s, 'person', :v, :d, true)",
                    "coverage",
                    p=period,
                    s=source,
                    v=village,
                    d=delivered,
                )

    def _write_clusters(self) -> None:
        self.tx.execute("delete from linkage.cluster", "again")
        standing = {
            r["node_id"] for r in self.rows("select distinct node_id from linkage.row_node")
        }
        clusters: dict[str, int] = {}
        for row, node in self._nodes.items():
            if node in standing:
                person = self._truth.get(row.person, row.person)
                cluster = clusters.setdefault(person, node)
                self.tx.execute(
                    "insert into linkage.cluster values (:node, :cluster)",
                    "a cluster",
                    node=node,
                    cluster=cluster,
                )


@contextmanager
def new_world(warehouse: Warehouse) -> Iterator[World]:
    """A world that leaves nothing behind."""
    with warehouse.engine.connect() as connection, connection.begin() as transaction:
        yield World(Transaction(connection))
        transaction.rollback()
