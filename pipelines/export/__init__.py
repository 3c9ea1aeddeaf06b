"""Exports for scripts outside the project: links and village counts as Parquet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.warehouse import Warehouse

LINKS = pa.schema(
    [
        ("source", pa.string()),
        ("period", pa.string()),
        ("file_name", pa.string()),
        ("sheet_name", pa.string()),
        ("row_number", pa.int32()),
        ("person_id", pa.int32()),
        ("family_id", pa.int32()),
    ]
)
VILLAGES = pa.schema(
    [
        ("period", pa.string()),
        ("village_code", pa.string()),
        ("source", pa.string()),
        ("desil", pa.int16()),
        ("persons", pa.int32()),
        ("families", pa.int32()),
        ("persons_low", pa.int32()),
        ("persons_high", pa.int32()),
    ]
)


def export_links(warehouse: Warehouse, period: date, out: Path) -> int:
    """Write one row per staged person row of the period's drops; the number of rows.

    Columns: `source, period, file_name, sheet_name, row_number, person_id, family_id`. Ids only,
    no personal value; `family_id` is the family of the list on which the row stands, null where it
    stands on none.
    """
    return _export(warehouse, "export/links", LINKS, period, out)


def export_villages(warehouse: Warehouse, period: date, out: Path) -> int:
    """Write one row per village, source and decile as published; the number of rows.

    Columns: `period, village_code, source, desil, persons, families, persons_low, persons_high`.
    """
    return _export(warehouse, "export/villages", VILLAGES, period, out)


def _export(warehouse: Warehouse, name: str, schema: pa.Schema, period: date, out: Path) -> int:
    with warehouse.transaction() as tx:
        rows = tx.copy_out(name, schema, period=period)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.partial")
    pq.write_table(rows.select(schema.names).cast(schema), partial)
    partial.replace(out)
    return int(rows.num_rows)
