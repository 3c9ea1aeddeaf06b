"""An open warehouse and a factory of staged person rows; a test states only what matters."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from pipelines.warehouse import Warehouse
from tests.conftest import Place
from tests.staged import stage_rows

JULY = date(2026, 7, 1)
AUGUST = date(2026, 8, 1)
LINKAGE_TABLES = (
    "linkage.node",
    "linkage.row_node",
    "linkage.cluster",
    "linkage.match_key",
    "linkage.pair",
    "linkage.review",
    "ops.linkage_run",
    "ops.linkage_drift",
)

BASIC_ROW: dict[str, Any] = {
    "source": "dtks",
    "drop_id": 1,
    "sheet_no": 1,
    "layout": "bnba",
    "source_key": None,
    "source_key_is_trusted": False,
    "source_family_id": None,
    "no_kk": None,
    "village_code_kemendagri": "6402062001",
    "placed_by": "code",
    "nik": None,
    "nama": None,
    "tanggal_lahir": None,
    "jenis_kelamin": None,
    "hubungan_keluarga": None,
    "nama_ibu_kandung": None,
    "alamat": None,
    "rt": None,
}


@dataclass
class Staging:
    """Writes rows to `staging.person` and reads back what the linkage made of them."""

    warehouse: Warehouse
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, period: date, **values: Any) -> int:
        """Stage one row; returns its row_id."""
        return self.add_all(period, [values])[0]

    def add_all(self, period: date, rows: Iterable[dict[str, Any]]) -> list[int]:
        """Stage rows; returns their row_ids."""
        given = list(rows)
        numbers = list(itertools.islice(self._numbers, len(given)))
        staged = [
            {**BASIC_ROW, "period": period, "row_id": number, "row_number": number, **row}
            for number, row in zip(numbers, given, strict=True)
        ]
        with self.warehouse.transaction() as transaction:
            transaction.execute(
                f"create table if not exists staging.person_{period:%Y%m} "
                f"partition of staging.person for values in ('{period}')",
                "partition",
            )
            stage_rows(transaction, staged)
        return numbers

    def withdraw(self, row_id: int) -> None:
        with self.warehouse.transaction() as transaction:
            statement = "delete from staging.person where row_id = :row_id"
            transaction.execute(statement, "withdraw", row_id=row_id)

    def forget_linkage(self) -> None:
        with self.warehouse.transaction() as transaction:
            tables = ", ".join(LINKAGE_TABLES)
            transaction.execute(f"truncate {tables}", "forget the linkage")

    def forget_decisions(self) -> None:
        with self.warehouse.transaction() as transaction:
            transaction.execute("truncate linkage.decision cascade", "forget the decisions")

    def node(self, row_id: int) -> int:
        with self.warehouse.transaction() as transaction:
            query = "select node_id from linkage.row_node where row_id = :row_id"
            return int(transaction.scalar(query, row_id=row_id))

    def clusters(self) -> dict[int, int]:
        """Each staged row's cluster."""
        with self.warehouse.transaction() as transaction:
            rows = transaction.execute(
                "select r.row_id, c.cluster_id from linkage.row_node r "
                "join linkage.cluster c on r.node_id = c.node_id",
                "clusters",
            )
            return {row.row_id: row.cluster_id for row in rows}

    def people(self) -> set[frozenset[int]]:
        """The rows of each person, whatever number it has."""
        found: dict[int, set[int]] = {}
        for row_id, cluster in self.clusters().items():
            found.setdefault(cluster, set()).add(row_id)
        return {frozenset(rows) for rows in found.values()}

    def are_one(self, *row_ids: int) -> bool:
        clusters = self.clusters()
        return len({clusters[row_id] for row_id in row_ids}) == 1

    def snapshot(self) -> list[tuple[Any, ...]]:
        """Every row of the linkage's tables, with the transaction that wrote it."""
        with self.warehouse.transaction() as transaction:
            return [
                tuple(row)
                for table in LINKAGE_TABLES
                for row in transaction.execute(
                    f"select t.xmin::text, t::text from {table} as t order by 2", "snapshot"
                )
            ]


@pytest.fixture(scope="session")
def open_server(new_place: Callable[[], Place]) -> Iterator[Warehouse]:
    place = new_place()
    yield place.warehouse
    place.warehouse.close()


@pytest.fixture
def staging(open_server: Warehouse) -> Staging:
    with open_server.transaction() as transaction:
        transaction.execute("truncate staging.person", "empty")
    staging = Staging(open_server)
    staging.forget_linkage()
    staging.forget_decisions()
    return staging
