"""Partitions of months: written once, analyzed by the step that writes them, then only read."""

from __future__ import annotations

from datetime import date

from pipelines.warehouse import Transaction

# The server would read every row anew within a minute, while the next steps work: to mark what
# nobody looks for, and to count what is counted already. Rows that are deleted still make it tidy.
HOUSEKEEPING = (
    "autovacuum_vacuum_insert_threshold = -1",
    f"autovacuum_analyze_threshold = {2**31 - 1}",
)


def partition_of(table: str, period: date) -> str:
    """Name of a month's partition."""
    return f"{table}_{period:%Y%m}"


def spare_partition(tx: Transaction, table: str, period: date) -> None:
    """Let the server's housekeeping pass a month's partition by; nothing where it does already."""
    name = partition_of(table, period)
    settings = "select reloptions is not null from pg_class where oid = cast(:name as regclass)"
    if not tx.scalar(settings, name=name):
        tx.execute(f"alter table {name} set ({', '.join(HOUSEKEEPING)})", f"settings of {name}")
