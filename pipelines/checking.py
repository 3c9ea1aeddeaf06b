"""The rows of a period's drops, read and decided: what validate judges and stage takes.

It is a function of raw, the readings and the rules, made when it is missing and dropped once its
rows are staged; losing it costs time and nothing else.
"""

from __future__ import annotations

from datetime import date

from pipelines.contracts import Contract
from pipelines.readings import read_new_texts
from pipelines.statements import fill_statement, read_statement
from pipelines.warehouse import Transaction, Warehouse

# Another month holds the readings for seconds, never for a whole run.
READINGS_WAIT_SECONDS = 600.0
# 9,000 rows tell of fifty columns what is needed, in a fifth of the time of PostgreSQL's 30,000.
STATISTICS_TARGET = 30


def checked_table(source: str, kind_name: str, period: date) -> str:
    """Name of the table of one source, kind and period."""
    return f"staging.checked_{source}_{kind_name}_{period:%Y%m}"


def read_texts(
    warehouse: Warehouse, contract: Contract, kind_name: str, *, period: date, drops: list[int]
) -> None:
    """Read what these drops hold of dates, places and codes, before their rows are checked.

    In a transaction of its own, so that other sources and months wait for the texts alone.
    """
    with warehouse.transaction() as tx:
        tx.lock_readings(READINGS_WAIT_SECONDS)
        sample_less(tx)
        _tell_planner(tx, contract, kind_name, period)
        read_new_texts(tx, contract, kind_name, period=period, drops=drops)


def make_checked_rows(
    tx: Transaction, contract: Contract, kind_name: str, *, period: date, drops: list[int]
) -> int:
    """Decide all raw rows of these drops, whose texts were read, into the checked table.

    Args:
        tx: A transaction that holds the period.
        contract: The source's contract.
        kind_name: `family` or `person`.
        period: First day of the month.
        drops: Every drop that is loaded or accepted.

    Returns:
        The number of rows.
    """
    table = checked_table(contract.source, kind_name, period)
    reading = fill_statement(
        f"stage/{contract.source}_{kind_name}", presence=read_statement("stage/presence")
    )
    decided = read_statement("check/decided")
    tx.execute(f"drop table if exists {table} cascade", f"dropping {table}")
    # Unlogged: made again from raw when a crash empties it.
    made = tx.execute(
        f"create unlogged table {table} as with reading as materialized ({reading}) {decided}",
        f"sql/stage/{contract.source}_{kind_name}.sql",
        period=period,
        drops=drops,
    )
    rows: int = made.rowcount
    sample_less(tx)
    tx.analyze(f"{table} (drop_id, row_id, layout, village_code_kemendagri, source_key, nama)")
    return rows


def drop_checked_rows(tx: Transaction, source: str, kind_name: str, period: date) -> None:
    """Forget the checked table: its rows are staged, or its drops have changed."""
    table = checked_table(source, kind_name, period)
    tx.execute(f"drop table if exists {table} cascade", f"dropping {table}")


def sample_less(tx: Transaction) -> None:
    """For the rest of the transaction, know tables by as few rows as the planner needs."""
    tx.execute(f"set local default_statistics_target = {STATISTICS_TARGET}", "sample size")


def _tell_planner(tx: Transaction, contract: Contract, kind_name: str, period: date) -> None:
    """Let it know how many rows there are: it then joins by hash instead of row by row.

    Not in the long transaction that checks them: analysing holds a table until its end.
    """
    born = contract.kinds[kind_name].birth_date
    raw = f"raw.{contract.source}_{kind_name}_{period:%Y%m}"
    tx.analyze(f"{raw} (period, drop_id, sheet_no, row_id, {born})", "ops.sheet", "ops.drop")
