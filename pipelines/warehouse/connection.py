"""Transactions, named statements, and rows in and out by COPY."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import CursorResult, RowMapping
from sqlalchemy.exc import DBAPIError, OperationalError, PendingRollbackError, ProgrammingError

from pipelines.embedded import EmbeddedServer
from pipelines.errors import (
    AccessDeniedError,
    PadanError,
    StatementError,
    WarehouseUnreachableError,
)
from pipelines.settings import Settings
from pipelines.statements import read_statement
from pipelines.warehouse.columns import as_columns, read_columns
from pipelines.warehouse.csv_rows import CsvRows
from pipelines.warehouse.locks import (
    READINGS_KEY,
    REGISTRY_KEY,
    RUN_KEY_OFFSET,
    lock,
    period_key,
    source_key,
)

# Of as many rows one that is new makes the planner's numbers old.
GROWN = 10
# A first month has a hundred thousand new texts.
LONG_READING_SECONDS = 30.0
INSUFFICIENT_PRIVILEGE = "42501"
# Another statement of the transaction failed before.
BROKEN_TRANSACTION = "25P02"
# COPY takes this much at a time: to be asked for each kilobyte means to wait for other threads.
PIECE_BYTES = 4 << 20
UNREACHABLE = {"08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", None}


class Transaction:
    """One transaction; everything a step writes goes through it or not at all.

    Threads may share it: they take turns, a statement each. Where one fails, what others then ask
    fails with the error of the one.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._turn = Lock()
        self._broke: PadanError | None = None

    def run(self, name: str, **parameters: Any) -> CursorResult[Any]:
        """Run `sql/<name>.sql` with `:named` parameters.

        Raises:
            StatementError: The server refused it.
        """
        return self.execute(read_statement(name), f"sql/{name}.sql", **parameters)

    def execute(self, sql: str, label: str, **parameters: Any) -> CursorResult[Any]:
        """Run a statement made by the caller; `label` names it in errors."""
        with self._alone(label):
            return self.connection.execute(text(sql), parameters)

    def rows(self, name: str, **parameters: Any) -> list[RowMapping]:
        """Run `sql/<name>.sql` and return all rows as mappings."""
        return list(self.run(name, **parameters).mappings())

    def rows_of(self, sql: str, label: str, **parameters: Any) -> list[RowMapping]:
        """Run a statement made by the caller and return all rows as mappings."""
        return list(self.execute(sql, label, **parameters).mappings())

    def scalar(self, sql: str, **parameters: Any) -> Any:
        """Run a one-line statement and return its single value."""
        return self.execute(sql, "a look-up", **parameters).scalar()

    def columns_of(self, sql: str, label: str, **parameters: Any) -> list[str]:
        """Names of the columns that a select made by the caller gives."""
        query = sql.rstrip().rstrip(";")
        found = self.execute(f"select * from (\n{query}\n) as asked limit 0", label, **parameters)
        return list(found.keys())

    def analyze(self, *tables: str) -> None:
        """Let the planner know what was written: it looks by itself only once a minute."""
        for table in tables:
            self.execute(f"analyze {table}", f"analyze {table}")

    def analyze_grown(self, table: str, rows: int, columns: str = "") -> None:
        """Analyze a table if `rows` that were written are a tenth of it: the server's own measure.

        Args:
            columns: Those to look at, in brackets; all where left out.
        """
        known = "select reltuples from pg_class where oid = cast(:table as regclass)"
        if rows and rows * GROWN >= self.scalar(known, table=table):
            self.analyze(f"{table} {columns}".rstrip())

    def copy_in(self, table: str, rows: pa.Table) -> None:
        """Append an Arrow table to `table` by COPY; columns are matched by name.

        Raises:
            StatementError: A value does not fit its column.
        """
        if rows.num_rows == 0:
            return
        columns = ", ".join(f'"{name}"' for name in rows.column_names)
        command = f"copy {table} ({columns}) from stdin with (format csv, null '')"
        buffer = io.BytesIO()
        options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed")
        # Arrow 26 writes zero bytes for a batch without rows that comes before others.
        filled = [batch for batch in rows.to_batches() if batch.num_rows]
        arrow_csv.write_csv(pa.Table.from_batches(filled), buffer, options)
        buffer.seek(0)
        with self._alone(f"COPY into {table}"), self._cursor() as cursor:
            cursor.copy_expert(command, buffer, size=PIECE_BYTES)

    def hand_over(self, name: str, rows: pa.Table) -> None:
        """Make the temporary table of `sql/<name>.sql` anew, with these rows; it is named alike."""
        table = name.rpartition("/")[2]
        self.execute(f"drop table if exists pg_temp.{table}", f"dropping {table}")
        self.run(name)
        self.copy_in(table, rows)
        self.analyze(f"pg_temp.{table}")

    def copy_out(self, name: str, schema: pa.Schema | None = None, **parameters: Any) -> pa.Table:
        """Return the rows of `sql/<name>.sql` as an Arrow table, by COPY.

        Args:
            name: A plain select.
            schema: Names and types of the result; text where left out.
        """
        return self.copy_out_query(read_statement(name), f"sql/{name}.sql", schema, **parameters)

    def copy_out_query(
        self, sql: str, label: str, schema: pa.Schema | None = None, **parameters: Any
    ) -> pa.Table:
        """`copy_out` for a select made by the caller; `label` names it in errors."""
        buffer = CsvRows(schema)
        with closing(buffer):
            with self._alone(f"COPY out of {label}"), self._cursor() as cursor:
                query = _bind(cursor, sql, parameters)
                cursor.copy_expert(f"copy ({query}) to stdout with (format csv, header)", buffer)
            return buffer.table()

    def copy_out_narrow(
        self,
        sql: str,
        label: str,
        schema: pa.Schema,
        shared: Sequence[str] = (),
        **parameters: Any,
    ) -> pa.Table:
        """`copy_out_query` for rows of a few numbers, in a third of the time: see `columns`.

        Args:
            shared: Columns that many rows have in common. Where there are any, rows come in no
                order.
        """
        buffer = io.BytesIO()
        with self._alone(f"COPY out of {label}"), self._cursor() as cursor:
            query = as_columns(_bind(cursor, sql, parameters), schema, shared)
            cursor.copy_expert(f"copy ({query}) to stdout with (format binary)", buffer)
        return read_columns(buffer.getvalue(), schema, shared)

    def lock_period(self, period: date, source: str, seconds: float) -> None:
        """Take one source's period for this transaction; waits for another holder, saying so.

        Raises:
            PeriodBusyError: It is still held after `seconds`.
        """
        lock(self.connection, source_key(period, source), seconds, f"{period:%Y-%m} of {source}")

    def lock_registry(self, seconds: float) -> None:
        """Take the whole registry for this transaction: identities know no period."""
        lock(self.connection, REGISTRY_KEY, seconds, "the registry")

    def lock_readings(self, seconds: float) -> None:
        """Take the readings for this transaction: what is read side by side shares texts."""
        lock(self.connection, READINGS_KEY, seconds, "the readings", silent=LONG_READING_SECONDS)

    @contextmanager
    def _alone(self, label: str) -> Iterator[None]:
        """One thread's turn; once a statement failed, all that come after it have its error."""
        with self._turn:
            try:
                with _without_values(label):
                    yield
            except PendingRollbackError:
                if self._broke:
                    raise self._broke from None
                raise
            except PadanError as error:
                if error.facts.get("sqlstate") == BROKEN_TRANSACTION and self._broke:
                    raise self._broke from None
                self._broke = error
                raise

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with closing(self.connection.connection.cursor()) as cursor:
            yield cursor


class Warehouse:
    """An open warehouse. Close it, so that the embedded server may rest."""

    def __init__(self, engine: Engine, settings: Settings, server: EmbeddedServer | None) -> None:
        self.engine = engine
        self.settings = settings
        self._server = server

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction: committed at the end, rolled back on any error."""
        with _without_values("a transaction"), self.engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def run_of(self, period: date) -> Iterator[None]:
        """Hold a period for a whole run of steps; a second run waits, saying so."""
        with self.engine.connect() as connection:
            key = period_key(period) + RUN_KEY_OFFSET
            seconds = self.settings.wait_seconds
            lock(connection, key, seconds, f"{period:%Y-%m}", function="pg_try_advisory_lock")
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("select pg_advisory_unlock(:key)"), {"key": key})

    def close(self) -> None:
        """Close all connections and let go of the embedded server."""
        self.engine.dispose()
        if self._server is not None:
            self._server.release()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_warehouse(settings: Settings) -> Warehouse:
    """Start or reach the warehouse, bring its schema up to date, and return it.

    Raises:
        WarehouseUnreachableError: No server answers.
    """
    from pipelines.warehouse.migrate import migrate_if_behind

    server = None if settings.warehouse_url else EmbeddedServer(settings.home)
    url = server.use() if server else str(settings.warehouse_url)
    # Parameters are hidden: SQLAlchemy would print values of people in its errors.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    warehouse = Warehouse(engine, settings, server)
    try:
        migrate_if_behind(warehouse)
    except OperationalError:
        warehouse.close()
        where = engine.url.render_as_string(hide_password=True)
        raise WarehouseUnreachableError(where) from None
    except ProgrammingError as error:
        warehouse.close()
        raise _error("the look which schema this is", error.orig) from None
    except Exception:
        warehouse.close()
        raise
    return warehouse


def _bind(cursor: Any, sql: str, parameters: Mapping[str, Any]) -> str:
    """COPY takes no parameters: let the driver write them into the text, quoted."""
    pyformat = re.sub(r"(?<![:\w]):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))
    result: bytes = cursor.mogrify(pyformat, dict(parameters))
    return result.decode().rstrip().rstrip(";")


@contextmanager
def _without_values(label: str) -> Iterator[None]:
    """Raise our own errors instead of the driver's, whose messages quote what people sent."""
    try:
        yield
    except DBAPIError as error:
        raise _error(label, error.orig) from None
    except Exception as error:
        if not type(error).__module__.startswith("psycopg2"):
            raise
        raise _error(label, error) from None


def _error(label: str, error: Any) -> PadanError:
    sqlstate = getattr(error, "pgcode", None)
    if sqlstate in UNREACHABLE:
        return WarehouseUnreachableError("the given address (the connection was lost)")
    if sqlstate == INSUFFICIENT_PRIVILEGE:
        return AccessDeniedError(label)
    diagnosis = getattr(error, "diag", None)
    place = ".".join(
        part
        for part in (
            getattr(diagnosis, "schema_name", None),
            getattr(diagnosis, "table_name", None),
            getattr(diagnosis, "column_name", None),
            getattr(diagnosis, "constraint_name", None),
        )
        if part
    )
    return StatementError(label, sqlstate, place or None)
