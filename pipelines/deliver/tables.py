"""The public tables of a month to take away: CSV and Parquet as they are, and one workbook."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet

from pipelines.deliver.folder import replaced_folder
from pipelines.deliver.order import in_order
from pipelines.deliver.profile import Edition
from pipelines.deliver.reading import read_edition
from pipelines.deliver.workbook import Sheet, write_workbook
from pipelines.periods import format_period
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)

# What the warehouse calls a type; anything else is text.
TYPES = {
    "date": pa.date32(),
    "smallint": pa.int64(),
    "integer": pa.int64(),
    "bigint": pa.int64(),
    "numeric": pa.float64(),
    "double precision": pa.float64(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class TablesSummary:
    """What was delivered: folder, release, and how many tables and rows."""

    folder: Path
    release_no: int
    tables: int
    rows: int


def deliver_tables(
    warehouse: Warehouse,
    period: date,
    out: Path,
    *,
    say: Callable[[str], None] = lambda text: None,
) -> TablesSummary:
    """Write every public table of a published month.

    Args:
        warehouse: Only its schema `mart_public` is read.
        period: The month.
        out: Replaced as a whole, once everything is written.
        say: Is told what is being done.

    Raises:
        NotPublishedError: There are no public counts of the month.
        ForeignFolderError: `out` holds something that we did not write.
    """
    say("reading")
    with warehouse.transaction() as tx:
        edition = read_edition(tx, period)
        tables = read_tables(tx, period)
    about = {"kind": "tables", "period": format_period(period), "release": edition.release_no}
    with replaced_folder(out, about) as folder:
        _write(folder, edition, tables, say)
    rows = sum(table.rows.num_rows for table in tables)
    logger.info("delivered tables period=%s rows=%d", format_period(period), rows)
    return TablesSummary(out, edition.release_no, len(tables), rows)


def read_tables(tx: Transaction, period: date) -> list[Sheet]:
    """All public tables: of this month, and those that hold for every month."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in tx.rows("deliver/public_columns"):
        column = (row["column_name"], row["column_type"], row["column_comment"] or "")
        found.setdefault(row["table_name"], []).append(column)
    return [
        Sheet(
            name,
            {column: comment for column, _, comment in columns},
            _rows(tx, name, columns, period),
        )
        for name, columns in found.items()
    ]


def _rows(
    tx: Transaction, name: str, columns: list[tuple[str, str, str]], period: date
) -> pa.Table:
    schema = pa.schema([(column, TYPES.get(kind, pa.string())) for column, kind, _ in columns])
    is_monthly = "period" in schema.names
    month = f" where period = '{period:%Y-%m-%d}'" if is_monthly else ""
    query = f"select * from mart_public.{name}{month}"
    return in_order(tx.copy_out_query(query, f"mart_public.{name}", schema))


def _write(folder: Path, edition: Edition, tables: list[Sheet], say: Callable[[str], None]) -> None:
    for kind in ("csv", "parquet"):
        say(kind)
        (folder / kind).mkdir()
    for table in tables:
        arrow_csv.write_csv(table.rows, folder / "csv" / f"{table.name}.csv")
        parquet.write_table(table.rows, folder / "parquet" / f"{table.name}.parquet")
    say("workbook")
    name = f"padan_{format_period(edition.period)}.xlsx"
    write_workbook(folder / name, edition, tables)
