"""A registry fed without files or scores: staged rows, and a linkage that is told who is whom."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pipelines.linkage.nodes import (
    gather,
    keep_nodes,
    keep_places,
    read_nodes,
    read_places,
    read_rows,
)
from pipelines.sync import SyncSummary, sync_period
from pipelines.warehouse import Transaction, Warehouse
from tests.conftest import Place
from tests.staged import stage_rows

JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (7, 8, 9, 10))
HERE, THERE = "6402012001", "6402012002"

BASIC_ROW: dict[str, Any] = {
    "source": "dtks",
    "drop_id": 1,
    "sheet_no": 1,
    "layout": "bnba",
    "source_family_id": None,
    "source_person_id": None,
    "source_key": None,
    "source_key_is_trusted": True,
    "village_code_kemendagri": HERE,
    "placed_by": "code",
    "nik": None,
    "no_kk": None,
    "nama": "SITI AMINAH",
    "tanggal_lahir": date(1980, 5, 17),
    "jenis_kelamin": "P",
    "hubungan_keluarga": "KEPALA_KELUARGA",
    "alamat": None,
    "pekerjaan": None,
    "desil": None,
    "padan_dukcapil": None,
    "penerima_pkh": None,
    "status_keberadaan": None,
}
FACTS = "select * from registry.source_person_version"


@dataclass
class Registry:
    """Stages a month's rows as a whole, links them as told, syncs, and reads the facts.

    A row is a mapping; `key` names it in its source, `is_person` who it truly is (else its key).
    """

    warehouse: Warehouse
    who: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def deliver(self, period: date, *rows: dict[str, Any], kind: str = "person") -> None:
        """Stage what stands of a month: everything staged of it before is forgotten."""
        staged = [self._staged(period, row) for row in rows]
        with self.warehouse.transaction() as tx:
            for table in ("staging.person", "staging.family", "staging.flag"):
                tx.run("stage/ensure_partition", parent=table, period=period)
            tx.execute(f"delete from staging.{kind} where period = :p", "old rows", p=period)
            if staged:
                columns = [c for c in staged[0] if kind == "person" or c in _family_columns(tx)]
                stage_rows(tx, pa.Table.from_pylist(staged).select(columns), kind)
            _note_month(tx, period)

    def sync(self, period: date) -> SyncSummary:
        """Link the month as told and work it in."""
        with self.warehouse.transaction() as tx:
            gathered = gather(read_rows(tx, period), read_nodes(tx), read_places(tx, period))
            keep_nodes(tx, period, gathered.new)
            keep_places(tx, period, gathered)
            self._link(tx)
        return sync_period(self.warehouse, period)

    def work_in(self, period: date, *rows: dict[str, Any]) -> SyncSummary:
        """Deliver a month and sync it."""
        self.deliver(period, *rows)
        return self.sync(period)

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        with self.warehouse.transaction() as tx:
            return [dict(row) for row in tx.rows_of(query, "a look of a test", **parameters)]

    def timeline(self, key: str) -> list[tuple[str, str | None]]:
        """Month and name (None: absent) of each step of a record, as known now."""
        steps = self.rows(
            f"select * from ({FACTS} where known_to is null) as v"
            " where source_person_id = :key order by record_id, valid_from",
            key=key,
        )
        return [(f"{s['valid_from']:%Y-%m}", s["nama"]) for s in steps]

    def golden(self, period: date) -> list[dict[str, Any]]:
        """The golden records of a month, as known now."""
        query = "select * from registry.person_as_of(:period) order by person_id"
        return self.rows(query, period=period)

    def _staged(self, period: date, row: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        told = {name: value for name, value in row.items() if name not in ("key", "is_person")}
        key = row.get("key")
        named = {"source_person_id": key}
        if key is not None:
            named["source_key"] = f"{row.get('source', 'dtks')}:{key}"
            self.who[key] = row.get("is_person", self.who.get(key, key))
        position = {"period": period, "row_id": number, "row_number": number}
        return {**BASIC_ROW, **named, **position, **told}

    def _link(self, tx: Transaction) -> None:
        """Cluster nodes as told by `is_person` of their key; without a key by their node."""
        tx.execute("delete from linkage.cluster", "old clusters")
        people = pa.table(
            {
                "key": pa.array(self.who.keys(), pa.string()),
                "who": pa.array(self.who.values(), pa.string()),
            }
        )
        tx.execute("create temporary table told (key text, who text) on commit drop", "told")
        tx.copy_in("pg_temp.told", people)
        tx.execute(
            "insert into linkage.cluster (node_id, cluster_id)"
            " select n.node_id, min(n.node_id) over (partition by coalesce(t.who, n.node_id::text))"
            " from (select distinct rn.node_id, p.source_person_id from linkage.row_node as rn"
            "  join staging.person as p using (period, row_id)) as n"
            " left join pg_temp.told as t on n.source_person_id = t.key",
            "clusters",
        )


def _family_columns(tx: Transaction) -> set[str]:
    rows = tx.rows_of(
        "select column_name from information_schema.columns"
        " where table_schema = 'staging' and table_name = 'family'",
        "columns of families",
    )
    return {row["column_name"] for row in rows}


def _note_month(tx: Transaction, period: date) -> None:
    """Let sync know of the month, as an accepted drop does."""
    tx.execute(
        "insert into ops.drop (drop_id, period, source, file_name, sha256, size_bytes, modified_at,"
        " archive_name, state) select coalesce(max(drop_id), 0) + 1, :p, 'dtks', :name, :name, 1,"
        " now(), '', 'accepted' from ops.drop"
        " where not exists (select from ops.drop where file_name = :name)"
        " having not exists (select from ops.drop where file_name = :name)",
        "a month",
        p=period,
        name=f"{period:%Y-%m}",
    )


TABLES = (
    "staging.person", "staging.family", "staging.flag", "ops.drop", "ops.stale_period",
    "linkage.node", "linkage.row_node", "linkage.cluster", "registry.person", "registry.identity",
)  # fmt: skip


def forget_everything(warehouse: Warehouse) -> None:
    """An empty registry again."""
    with warehouse.transaction() as tx:
        tables = tx.rows_of(
            "select schemaname || '.' || tablename as name from pg_tables"
            " where schemaname = 'registry'",
            "tables of the registry",
        )
        names = ", ".join(dict.fromkeys((*TABLES, *(row["name"] for row in tables))))
        tx.execute(f"truncate {names} cascade", "forget everything")


@pytest.fixture(scope="module")
def module_place(new_place: Callable[[], Place]) -> Iterator[Place]:
    """One database for the tests of a file; each begins with an empty registry."""
    made = new_place()
    yield made
    made.warehouse.close()


@pytest.fixture
def registry(module_place: Place) -> Registry:
    """An empty registry."""
    forget_everything(module_place.warehouse)
    return Registry(module_place.warehouse)


def rows_of(*keys: str, **values: Any) -> list[dict[str, Any]]:
    """A row for each key, named after it, all with the same values."""
    return [{"key": key, "nama": key.upper(), **values} for key in keys]
