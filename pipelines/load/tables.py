"""The raw tables: made from the contracts, so that a new field or source needs no migration."""

from datetime import date

from pipelines.contracts import Contract, Kind
from pipelines.partitions import partition_of, spare_partition
from pipelines.warehouse import Transaction

POSITION_COLUMNS = {
    "period": "date not null",
    "drop_id": "integer not null",
    "row_id": "bigint not null",
    "sheet_no": "smallint not null",
    "row_number": "integer not null",
    "cell_marks": "text",
    "extra": "text",
}


def raw_table(source: str, kind_name: str) -> str:
    """Name of the raw table of one kind of a source."""
    return f"raw.{source}_{kind_name}"


def raw_tables_are_ready(tx: Transaction, contract: Contract, period: date) -> bool:
    """Whether every table, column and partition is there: the usual case, which needs no lock."""
    return all(
        _missing_columns(tx, raw_table(contract.source, name), kind) == []
        and tx.scalar(
            "select to_regclass(:name) is not null",
            name=partition_of(raw_table(contract.source, name), period),
        )
        for name, kind in contract.kinds.items()
    )


def ensure_raw_tables(tx: Transaction, contract: Contract, period: date) -> None:
    """Create what is missing: tables, columns of new fields, and the period's partitions."""
    for kind_name, kind in contract.kinds.items():
        table = raw_table(contract.source, kind_name)
        missing = _missing_columns(tx, table, kind)
        if missing is None:
            columns = ", ".join(f'"{name}" {kind}' for name, kind in _columns(kind).items())
            label = f"making {table}"
            tx.execute(f"create table {table} ({columns}) partition by list (period)", label)
            tx.execute(f"create index on {table} (drop_id)", label)
        for name in missing or []:
            tx.execute(f'alter table {table} add column "{name}" text', f"extending {table}")
        tx.execute(
            "select ops.ensure_partition(:table, :period)",
            "a partition",
            table=table,
            period=period,
        )
        spare_partition(tx, table, period)


def _columns(kind: Kind) -> dict[str, str]:
    return {**POSITION_COLUMNS, **dict.fromkeys(kind.columns(), "text")}


def _missing_columns(tx: Transaction, table: str, kind: Kind) -> list[str] | None:
    """Columns that the table lacks; None if there is no table."""
    rows = tx.rows("load/table_columns", table_name=table)
    if not rows:
        return None
    present = {row["column_name"] for row in rows}
    return [name for name in _columns(kind) if name not in present]
