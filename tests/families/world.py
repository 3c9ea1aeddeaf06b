"""A registry fed by hand: who stands in which month, with the linkage's work done by truth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa

from pipelines.families import FamilyCounts, identify_families, tell_families
from pipelines.families.timelines import StepCounts
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


@dataclass(frozen=True)
class Worked:
    """What a delivery changed about families."""

    families: FamilyCounts
    steps: StepCounts


@dataclass
class World:
    """One transaction that is rolled back: months are delivered into it and synced."""

    tx: Transaction
    _nodes: dict[Row, int] = field(default_factory=dict)
    _truth: dict[str, str] = field(default_factory=dict)
    _delivered: dict[date, dict[tuple[str, str], list[Row]]] = field(default_factory=dict)

    def deliver(self, period: date, rows: Iterable[Row], *empty: tuple[str, str]) -> Worked:
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

    def sync(self, period: date) -> Worked:
        self._write_clusters()
        with begin_run(self.tx, period) as run:
            identify(run)
            record_person_events(self.tx, run)
            sync_facts(run, PERSON, note_deliveries(self.tx, run))
            sync_golden(run)
            families = identify_families(run)
            steps = tell_families(run)
            close_books(run)
        return Worked(families, steps)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is done in it is taken back."""
        with self.tx.connection.begin_nested() as savepoint:
            yield
            savepoint.rollback()

    def rows(self, query: str, **parameters: object) -> list[dict[str, object]]:
        return [dict(row) for row in self.tx.rows_of(query, "a look of a test", **parameters)]

    def person_id(self, row: Row) -> int:
        """Whom the registry takes the row for."""
        query = "select person_id from registry.identity where node_id = :node"
        return int(self.tx.scalar(query, node=self._node(row)))

    def family_id(self, source: str, number: str) -> int:
        """Which family the registry takes the list for."""
        query = "select family_id from registry.family_list where list = :list"
        return int(self.tx.scalar(query, list=f"{source}|{number}"))

    def _write(self, period: date) -> None:
        self.tx.run("stage/ensure_partition", parent="staging.person", period=period)
        for table in ("linkage.row_node", "staging.person"):
            self.tx.execute(f"delete from {table} where period = :p", "again", p=period)
        rows = [row for rows in self._delivered[period].values() for row in rows]
        self._note_nodes(rows, period)
        self._insert(
            "linkage.row_node",
            [
                {"period": period, "row_id": number, "node_id": self._node(row)}
                for number, row in enumerate(rows, start=1)
            ],
        )
        if rows:
            stage_rows(
                self.tx, [_staged(period, number, row) for number, row in enumerate(rows, start=1)]
            )
        self._write_coverage()

    def _insert(self, table: str, rows: list[dict[str, object]]) -> None:
        """All rows at once: to send each by itself costs more than sync."""
        if rows:
            self.tx.copy_in(table, pa.Table.from_pylist(rows))

    def _node(self, row: Row) -> int:
        # The linkage does not see it.
        return self._nodes[replace(row, status=None)]

    def _note_nodes(self, rows: list[Row], period: date) -> None:
        """Number the nodes that are new, in the order of their rows."""
        seen = dict.fromkeys(replace(row, status=None) for row in rows)
        new = [row for row in seen if row not in self._nodes]
        self._nodes |= {row: number for number, row in enumerate(new, start=len(self._nodes) + 1)}
        self._insert("linkage.node", [_noted(self._nodes[row], row, period) for row in new])
        self._insert("linkage.match_key", [_key(self._nodes[row], row) for row in new])

    def _write_coverage(self) -> None:
        """Each village stands by its last delivery."""
        self.tx.execute("delete from registry.coverage", "again")
        last: dict[tuple[str, str], date] = {}
        covered: list[dict[str, object]] = []
        for period in sorted(self._delivered):
            last |= dict.fromkeys(self._delivered[period], period)
            covered += [_covered(period, *key, delivered) for key, delivered in last.items()]
        self._insert("registry.coverage", covered)

    def _write_clusters(self) -> None:
        self.tx.execute("delete from linkage.cluster", "again")
        standing = {
            r["node_id"] for r in self.rows("select distinct node_id from linkage.row_node")
        }
        clusters: dict[str, int] = {}
        told: list[dict[str, object]] = []
        for row, node in self._nodes.items():
            if node in standing:
                person = self._truth.get(row.person, row.person)
                told.append({"node_id": node, "cluster_id": clusters.setdefault(person, node)})
        self._insert("linkage.cluster", told)


def _staged(period: date, number: int, row: Row) -> dict[str, object]:
    """A record of its source for each person on each list."""
    return {
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


def _noted(node: int, row: Row, period: date) -> dict[str, object]:
    content = hashlib.md5(repr(row).encode(), usedforsecurity=False).hexdigest()
    return {"node_id": node, "source": row.source, "content_hash": content, "first_period": period}


def _key(node: int, row: Row) -> dict[str, object]:
    named = row.list and f"{row.source}|{row.list}"
    return {"node_id": node, "list": named, "village": row.village, "role": row.role}


def _covered(period: date, source: str, village: str, delivered: date) -> dict[str, object]:
    return {
        "period": period,
        "source": source,
        "kind": "person",
        "village_code_kemendagri": village,
        "delivered_period": delivered,
        "is_base": True,
    }


@contextmanager
def new_world(warehouse: Warehouse) -> Iterator[World]:
    """A world that leaves nothing behind."""
    with warehouse.engine.connect() as connection, connection.begin() as transaction:
        yield World(Transaction(connection))
        transaction.rollback()
