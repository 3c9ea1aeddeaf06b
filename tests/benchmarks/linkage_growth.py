"""How linking grows: seconds and peak memory of a first month and of one that changes 3%.

`python -m tests.benchmarks.linkage_growth [--sizes 50000 200000 1000000]`

Up to 200,000 persons are simulated as one regency. More are put together from regencies of 200,000,
each simulated by a seed of its own and given a province's other codes in villages, numbers and
keys. So names, birth dates and families come from the same pools and are as often alike as among so
many neighbours, while villages keep their size: blocks grow as they would in life.

The later month has the rows of the first; 1.5% more are new and 1.5% say another RT.
Only linking is measured, from staging tables on, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from pipelines.embedded import EmbeddedServer
from pipelines.linkage import link_period
from pipelines.load import load_drops
from pipelines.periods import parse_period
from pipelines.receive import find_files, register_files, waiting_drops
from pipelines.run import sources_of
from pipelines.settings import Settings
from pipelines.simulate.profile import load_profile
from pipelines.simulate.simulation import simulate_regency
from pipelines.stage import stage_source
from pipelines.staged_rows import key_columns
from pipelines.validate import validate_source
from pipelines.warehouse import Transaction, Warehouse, open_warehouse
from tests.benchmarks.__main__ import run_json
from tests.staged import stage_rows

FIRST, LATER = parse_period("2026-07"), parse_period("2026-08")
REGENCY, SEED = 200_000, 31
# Of a thousand rows: new in the later month, and written otherwise in it.
NEW, CHANGED = 15, 15
console = Console()


def staged_regency(persons: int, seed: int) -> Path:
    """Simulate and stage the first month of one regency; made once, as Parquet."""
    folder = Settings().home / "bench" / f"staged_{persons}_{seed}"
    out = folder.with_suffix(".parquet")
    if not out.exists():
        profile = load_profile("as_usual")
        simulate_regency(folder, persons=persons, months=[FIRST], seed=seed, profile=profile)
        with open_warehouse(Settings(home=folder / "home")) as warehouse:
            pq.write_table(_stage(warehouse, folder / "drops"), out)
        EmbeddedServer(folder / "home").stop()
    return out


def _stage(warehouse: Warehouse, drops: Path) -> pa.Table:
    register_files(warehouse, find_files(drops, FIRST))
    load_drops(warehouse, waiting_drops(warehouse, FIRST))
    for source in sources_of(warehouse, FIRST):
        validate_source(warehouse, source, FIRST)
        stage_source(warehouse, source, FIRST)
    with warehouse.transaction() as transaction:
        return staged_rows(transaction)


def staged_rows(transaction: Transaction) -> pa.Table:
    """All of `staging.person` for the first month, as text, without what is told of each row."""
    told = list(key_columns(transaction, "person"))
    columns = transaction.rows_of(
        "select column_name from information_schema.columns"
        " where table_schema = 'staging' and table_name = 'person'"
        " and column_name <> all(:told) order by ordinal_position",
        "columns",
        told=told,
    )
    schema = pa.schema([(row["column_name"], pa.string()) for row in columns])
    query = f"select {', '.join(schema.names)} from staging.person where period = :period"
    return transaction.copy_out_query(query, "staged rows", schema, period=FIRST)


def fill(warehouse: Warehouse, persons: int) -> None:
    """Fill `staging.person` with both months."""
    for number in range(max(1, persons // REGENCY)):
        table = pq.read_table(staged_regency(min(persons, REGENCY), SEED + number))
        for period in (FIRST, LATER):
            month = _month_of(table, number, is_later=period == LATER)
            with warehouse.transaction() as transaction:
                transaction.run("stage/ensure_partition", parent="staging.person", period=period)
                stage_rows(transaction, month)
    with warehouse.transaction() as transaction:
        transaction.analyze("staging.person")


def _month_of(table: pa.Table, regency: int, *, is_later: bool) -> pa.Table:
    """The rows of one regency and month; the first regency keeps its codes."""
    code = f"64{2 + 10 * regency:02d}"
    with duckdb.connect() as engine:
        engine.register("given", table)
        engine.execute(
            "create table numbered as select *, hash(row_id, 7) % 1000 as draw from given"
        )
        return engine.execute(
            """
            select * exclude (draw) replace (
                $period as period,
                row_id::bigint + $offset as row_id,
                drop_id::integer + 100000 * $regency as drop_id,
                $code || substr(village_code_kemendagri, 5) as village_code_kemendagri,
                case when nik like '6402%' then $code || substr(nik, 5) else nik end as nik,
                case when nik_first_15 like '6402%' then $code || substr(nik_first_15, 5)
                    else nik_first_15 end as nik_first_15,
                $code || substr(no_kk, 5) as no_kk,
                source_family_id || '/' || $regency as source_family_id,
                source_key || '/' || $regency as source_key,
                case when $is_later and draw >= 1000 - $changed
                    then (coalesce(try_cast(rt as integer), 0) % 20 + 1)::varchar
                    else rt end as rt
            )
            from numbered
            where $is_later or draw >= $new
            """,
            {
                "period": (LATER if is_later else FIRST).isoformat(),
                "offset": (1 << 54) * is_later + (1 << 50) * regency,
                "regency": regency,
                "code": code,
                "is_later": is_later,
                "changed": CHANGED,
                "new": NEW,
            },
        ).to_arrow_table()


def measure(home: Path) -> dict[str, Any]:
    """Link both months of a filled warehouse: seconds each, pairs, and peak memory in MB."""
    found: dict[str, Any] = {}
    with open_warehouse(Settings(home=home)) as warehouse:
        for name, period in (("first", FIRST), ("later", LATER)):
            began = time.perf_counter()
            summary = link_period(warehouse, period)
            found[name] = {
                "seconds": round(time.perf_counter() - began, 2),
                "rows": summary.rows,
                "new_nodes": summary.new_nodes,
                "pairs": summary.pairs,
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
    return found


def growth(sizes: list[int]) -> None:
    """Measure each size and show the exponents between the first and the last."""
    table = Table(title="Linking from staging tables")
    for column in ("persons", "rows", "first, s", "MB", "later, s", "new nodes", "MB"):
        table.add_column(column, justify="right")
    seconds: dict[str, list[float]] = {"first": [], "later": []}
    for size in sizes:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            with open_warehouse(Settings(home=Path(home))) as warehouse:
                fill(warehouse, size)
            command = [sys.executable, "-m", "tests.benchmarks.linkage_growth", "--measure", home]
            found = run_json(command)
            EmbeddedServer(Path(home)).stop()
        first, later = found["first"], found["later"]
        for month, figures in found.items():
            seconds[month].append(figures["seconds"])
        numbers = (size, first["rows"], first["seconds"], first["peak_memory_mb"])
        more = (later["seconds"], later["new_nodes"], later["peak_memory_mb"])
        table.add_row(*(f"{number:,}" for number in (*numbers, *more)))
        console.print(json.dumps({"persons": size, **found}))
    console.print(table)
    if len(sizes) > 1:
        for month, taken in seconds.items():
            exponent = math.log(taken[-1] / taken[0]) / math.log(sizes[-1] / sizes[0])
            console.print(f"growth exponent of the {month} month {exponent:.2f}")


def main() -> None:
    """Measure all sizes, or the one warehouse of another process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 200_000, 1_000_000])
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        sys.stdout.write(json.dumps(measure(options.measure)) + "\n")
    else:
        growth(options.sizes)


if __name__ == "__main__":
    main()
