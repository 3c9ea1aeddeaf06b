"""DuckDB in process: how every engine that looks at people is opened, fed and asked.

PostgreSQL runs no part of a query side by side once temporary tables are in it, and plans what a
statement makes on its way as if it held a hundred rows. So what is asked of everybody leaves the
warehouse once, by COPY, and is worked out in memory.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.errors import EngineError
from pipelines.statements import read_statement

# Both cores of an office machine; no result depends on the number.
THREADS = 2
# A bound, not a need: 200,000 persons take about 1 GB.
MEMORY = "4GB"
_numbers = itertools.count(1)
# `:period` in our statements, but no `::cast`; the engine writes `$period`.
PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")


def open_engine(memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that holds at most `memory` and, of people as they are, writes no file."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": memory,
        "temp_directory": "",
        # It would pack its tables every few megabytes, for a file that is never written.
        "checkpoint_threshold": "1TB",
    }
    engine = duckdb.connect(config=config)
    # It would write a bar into what a command says, and break its JSON, when a query takes long.
    engine.execute("set enable_progress_bar = false")
    return engine


class Engine:
    """Tables in memory, made of statements of `sql/`. Of people as they are, it writes no file.

    Several threads may make tables in it, each another one.

    One database serves a process, for to open one takes longer than a small month is counted; each
    engine has a schema of its own in it, and leaves nothing.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._schema = f"engine_{next(_numbers)}"
        self._connection = _database(os.getpid()).cursor()
        self._connection.execute(f"create schema {self._schema}")

    def load(self, table: str, rows: pa.Table) -> None:
        """Keep rows under a name, instead of what was there."""
        self._write(f"create or replace table {table} as from incoming", table, {"incoming": rows})

    def start(self, tables: Iterable[str], schema: pa.Schema) -> None:
        """Keep no rows yet under some names."""
        made = [f"create or replace table {table} as from incoming" for table in tables]
        self._write("; ".join(made), "empty tables", {"incoming": schema.empty_table()})

    def add(self, table: str, rows: pa.Table) -> None:
        """Append rows to what is kept under a name; columns are matched by place."""
        self._write(f"insert into {table} from incoming", table, {"incoming": rows})

    def make(
        self, table: str, name: str, given: Mapping[str, pa.Table] | None = None, **parameters: Any
    ) -> None:
        """Keep what `sql/<name>.sql` gives as a table.

        Args:
            given: Rows by the names that the statement has for them; they are not kept.

        Raises:
            EngineError: The engine refused it.
        """
        self.keep(table, read_statement(name), f"sql/{name}.sql", given, **parameters)

    def append(self, table: str, name: str, given: Mapping[str, pa.Table]) -> None:
        """Append what `sql/<name>.sql` gives of rows; columns are matched by place."""
        self._write(f"insert into {table} {read_statement(name)}", f"sql/{name}.sql", given)

    def keep(
        self,
        table: str,
        sql: str,
        label: str,
        given: Mapping[str, pa.Table] | None = None,
        **parameters: Any,
    ) -> None:
        """`make` for a statement made by the caller; `label` names it in errors."""
        self._write(f"create or replace table {table} as {sql}", label, given or {}, parameters)

    def read(self, name: str, **parameters: Any) -> pa.Table:
        """What `sql/<name>.sql` gives."""
        return self.query(read_statement(name), f"sql/{name}.sql", **parameters)

    def query(self, sql: str, label: str, **parameters: Any) -> pa.Table:
        """What a statement made by the caller gives; `label` names it in errors."""
        statement, asked = _bound(sql, parameters)
        with _without_values(label), self._own() as own:
            return own.sql(statement, params=asked).to_arrow_table()

    def give(self, tables: Iterable[str], other: Engine) -> None:
        """Keep copies of tables in another engine of this process, under the same names."""
        made = [f"create or replace table {other._schema}.{each} as from {each}" for each in tables]
        self._write("; ".join(made), "giving tables", {})

    @contextmanager
    def one_core_each(self) -> Iterator[None]:
        """Run statements of several threads on one core each; else each is shared out to all.

        To share out statements of a hundredth of a second costs a third of them.
        """
        self._connection.execute("set threads = 1")
        try:
            yield
        finally:
            self._connection.execute(f"set threads = {THREADS}")

    def close(self) -> None:
        """Let go of everything."""
        self._connection.execute(f"drop schema {self._schema} cascade")
        self._connection.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _write(
        self,
        statement: str,
        label: str,
        given: Mapping[str, pa.Table],
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        with _without_values(label), self._own() as own:
            for name, rows in given.items():
                own.register(name, rows)
            own.execute(*_bound(statement, parameters or {}))

    @contextmanager
    def _own(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own: several threads may each make another table."""
        with self._connection.cursor() as own:
            own.execute(f"set schema = '{self._schema}'")
            yield own


@cache
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """The database of a process; one that was forked off has its own."""
    return open_engine()


def _bound(sql: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A statement in the engine's way, and the parameters that it asks for."""
    return PARAMETER.sub(r"$\1", sql), {name: parameters[name] for name in PARAMETER.findall(sql)}


@contextmanager
def _without_values(label: str) -> Iterator[None]:
    """Raise our own error instead of the engine's, whose message may quote a value."""
    try:
        yield
    except duckdb.Error as error:
        raise EngineError(label, type(error).__name__) from None
