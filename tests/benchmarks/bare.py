"""What read and load cost at least: bare calamine, and bare COPY of the same rows.

`python -m tests.benchmarks.bare MONTH_FOLDER` prints the figures as JSON.
"""

import io
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median

import fastexcel
import pyarrow as pa
import pyarrow.csv as arrow_csv

from pipelines.contracts import load_contract
from pipelines.embedded import EmbeddedServer
from pipelines.load.interpret import interpret
from pipelines.load.rows import raw_rows
from pipelines.load.tables import ensure_raw_tables, raw_table
from pipelines.periods import parse_period
from pipelines.reading import read_file
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, open_warehouse

THREADS = 2
RUNS = 3


def calamine(path: Path) -> int:
    if path.suffix == ".csv":
        parse = arrow_csv.ParseOptions(delimiter=";")
        return arrow_csv.read_csv(path, parse_options=parse).num_rows
    reader = fastexcel.read_excel(path)
    return sum(
        reader.load_sheet(i, header_row=None, dtypes="string").to_arrow().num_rows
        for i in range(len(reader.sheet_names))
    )


def padan(path: Path) -> int:
    return sum(sheet.cells.num_rows for sheet in read_file(path))


def timed(work: Callable[[Path], int], paths: list[Path]) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, paths))
        times.append(time.perf_counter() - began)
    return median(times)


def raw_tables(paths: Iterable[Path], period: date) -> list[tuple[str, pa.Table]]:
    """The raw rows of a month as load makes them: the sheets of a file together, by kind."""
    tables = []
    for number, path in enumerate(paths, start=1):
        of_sheets: dict[str, list[pa.Table]] = defaultdict(list)
        contract = load_contract(path.parent.name)
        understood = interpret(read_file(path), contract, period=period, file_name=path.name)
        for read in understood.read:
            rows = raw_rows(
                read.sheet,
                read.header,
                read.indices,
                drop_id=number,
                sheet_no=read.number,
                first_ordinal=1,
            )
            periods = pa.array([period] * rows.num_rows, pa.date32())
            name = raw_table(contract.source, read.header.kind_name)
            of_sheets[name].append(rows.append_column("period", periods))
        tables += [(name, pa.concat_tables(parts)) for name, parts in of_sheets.items()]
    return tables


def copy_ours(warehouse: Warehouse, tables: list[tuple[str, pa.Table]]) -> float:
    began = time.perf_counter()
    for name, rows in tables:
        with warehouse.transaction() as tx:
            tx.copy_in(name, rows)
    return time.perf_counter() - began


def copy_bare(warehouse: Warehouse, tables: list[tuple[str, pa.Table]]) -> float:
    """COPY of ready text into tables without partitions and indexes."""
    with warehouse.transaction() as tx:
        for name in {name for name, _ in tables}:
            tx.execute(f"create table bare_{name[4:]} (like {name})", "a bare table")
    texts = []
    for name, rows in tables:
        buffer = io.BytesIO()
        arrow_csv.write_csv(rows, buffer, arrow_csv.WriteOptions(include_header=False))
        columns = ", ".join(f'"{column}"' for column in rows.column_names)
        texts.append((f"copy bare_{name[4:]} ({columns}) from stdin (format csv)", buffer))
    began = time.perf_counter()
    for command, buffer in texts:
        connection = warehouse.engine.raw_connection()
        buffer.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(command, buffer)
        connection.commit()
        connection.close()
    return time.perf_counter() - began


def main() -> None:
    folder = Path(sys.argv[1])
    paths, period = sorted(folder.glob("*/*")), parse_period(folder.name)
    figures = {
        "read_padan": timed(padan, paths),
        "read_calamine": timed(calamine, paths),
    }
    tables = raw_tables(paths, period)
    with tempfile.TemporaryDirectory() as home:
        with open_warehouse(Settings(home=Path(home))) as w:
            with w.transaction() as tx:
                for source in ("p3ke", "dtks"):
                    ensure_raw_tables(tx, load_contract(source), period)
            figures["copy_padan"] = copy_ours(w, tables)
            figures["copy_bare"] = copy_bare(w, tables)
        EmbeddedServer(Path(home)).stop()
    sys.stdout.write(json.dumps({key: round(value, 2) for key, value in figures.items()}) + "\n")


if __name__ == "__main__":
    main()
