"""The engine in which a month is computed: DuckDB in memory, fed once by COPY.

PostgreSQL runs no part of a query side by side once temporary tables are in it, and every mart
would scan the same hundred thousands of rows again. So what a month stands on leaves the warehouse
once (`sql/grounds/`), and all that is asked of it is asked in process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.errors import EngineError
from pipelines.statements import read_statement

# `:period` in our statements, but no `::cast`; the engine writes `$period`.
PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")


class Engine:
    """Tables in memory, made of statements of `sql/`. Of people as they are, it writes no file."""

    def __init__(self) -> None:
        """Start empty."""
        self._connection = open_engine()

    def load(self, table: str, rows: pa.Table) -> None:
        """Keep rows under a name, instead of what was there."""
        self._connection.register("incoming", rows)
        self._connection.execute(f"create or replace table {table} as from incoming")
        self._connection.unregister("incoming")

    def make(self, table: str, name: str, **parameters: Any) -> None:
        """Keep what `sql/<name>.sql` gives as a table; several threads may, each another one.

        Raises:
            EngineError: The engine refused it.
        """
        sql = f"create or replace table {table} as {read_statement(name)}"
        with _without_values(f"sql/{name}.sql"), self._connection.cursor() as own:
            own.execute(*_bound(sql, parameters))

    def read(self, name: str, **parameters: Any) -> pa.Table:
        """What `sql/<name>.sql` gives."""
        return self.query(read_statement(name), f"sql/{name}.sql", **parameters)

    def query(self, sql: str, label: str, **parameters: Any) -> pa.Table:
        """What a statement made by the caller gives; `label` names it in errors."""
        statement, asked = _bound(sql, parameters)
        with _without_values(label):
            return self._connection.sql(statement, params=asked).to_arrow_table()

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


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
