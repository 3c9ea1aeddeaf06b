"""An open warehouse and a factory of staged person rows; a test states only what matters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, open_warehouse

JULY = date(2026, 7, 1)
AUGUST = date(2026, 8, 1)

BASIC_ROW: dict[str, Any] = {
    "source": "dtks",
    "drop_id": 1,
    "sheet_no": 1,
    "layout": "bnba",
    "source_key_is_trusted": False,
    "village_code_kemendagri": "6402062001",
    "placed_by": "code",
}


@dataclass
class Staging:
    """Writes rows to `staging.person` and reads back what the linkage made of them."""

    warehouse: Warehouse
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, period: date, **values: Any) -> int:
        """Stage one row; returns its row_id."""
        number = next(self._numbers)
        row = {**BASIC_ROW, "period": period, "row_id": number, "row_number": number, **values}
        columns = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        with self.warehouse.transaction() as transaction:
            transaction.execute(
                f"create table if not exists staging.person_{period:%Y%m} "
                f"partition of staging.person for values in ('{period}')",
                "partition",
            )
            statement = f"insert into staging.person ({columns}) values ({marks})"
            transaction.execute(statement, "row", **row)
        return number

    def withdraw(self, row_id: int) -> None:
        with self.warehouse.transaction() as transaction:
            statement = "delete from staging.person where row_id = :row_id"
            transaction.execute(statement, "withdraw", row_id=row_id)

    def cluster_of(self, row_id: int) -> int | None:
        with self.warehouse.transaction() as transaction:
            found: int | None = transaction.scalar(
                "select c.cluster_id from linkage.row_node r "
                "join linkage.cluster c on r.node_id = c.node_id where r.row_id = :row_id",
                row_id=row_id,
            )
            return found

    def snapshot(self) -> list[tuple[Any, ...]]:
        """Every row of the linkage's tables, with the transaction that wrote it."""
        with self.warehouse.transaction() as transaction:
            return [
                tuple(row)
                for table in ("node", "row_node", "cluster", "match_key", "pair", "run")
                for row in transaction.execute(
                    f"select xmin::text, t.* from linkage.{table} t order by t", "snapshot"
                )
            ]


@pytest.fixture(scope="session")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with open_warehouse(Settings(home=tmp_path_factory.mktemp("linkage"))) as warehouse:
        yield warehouse


@pytest.fixture
def staging(open_server: Warehouse) -> Staging:
    with open_server.transaction() as transaction:
        transaction.execute(
            "truncate staging.person, linkage.node, linkage.row_node, linkage.cluster, "
            "linkage.match_key, linkage.pair, linkage.run",
            "empty",
        )
    return Staging(open_server)
