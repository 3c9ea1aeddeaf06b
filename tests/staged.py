"""Rows put into staging by a test as the stage step puts them: with what they are known by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipelines.staged_rows import key_columns
from pipelines.warehouse import Transaction


def stage_rows(
    tx: Transaction, rows: Sequence[dict[str, Any]] | pa.Table, kind: str = "person"
) -> None:
    """Insert rows, all with the same columns, into `staging.<kind>`; the partition must exist."""
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows))
    columns = ", ".join(table.column_names)
    keys = key_columns(tx, kind)
    tx.execute(
        f"create temporary table staged_row as select * from staging.{kind} limit 0",
        "rows of a test",
    )
    tx.copy_in("staged_row", table)
    tx.execute(
        f"insert into staging.{kind} ({columns}, {', '.join(keys)})"
        f" select {columns}, {', '.join(keys.values())} from staged_row as s",
        "rows of a test",
    )
    tx.execute("drop table staged_row", "rows of a test")
