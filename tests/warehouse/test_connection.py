"""Rows in and out, errors without values, locks that wait."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from pipelines.errors import (
    NewerWarehouseError,
    PeriodBusyError,
    StatementError,
    WarehouseUnreachableError,
)
from pipelines.settings import Settings
from pipelines.warehouse import Transaction, Warehouse, open_warehouse
from pipelines.warehouse.migrate import newest_revision
from tests.conftest import Place

JULY = date(2026, 7, 1)
SECRET = "KANARIWATI"
CELLS = st.one_of(
    st.none(),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20),
)


@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_from_copy_as_it_went_in(
    warehouse: Warehouse, rows: list[tuple[str | None, str | None]]
) -> None:
    table = pa.table(
        {
            "n": pa.array(range(len(rows)), pa.int64()),
            "a": pa.array([a for a, _ in rows], pa.string()),
            "b": pa.array([b for _, b in rows], pa.string()),
        }
    )
    with warehouse.transaction() as tx:
        tx.execute("create temp table t (n bigint, a text, b text) on commit drop", "a table")
        tx.copy_in("t", table)
        back = tx.copy_out_query("select * from t order by n", "t", table.schema)
        stored = [tuple(row) for row in tx.execute("select a, b from t order by n", "t")]
    assert stored == rows
    if rows:
        assert back.to_pylist() == table.to_pylist()


NARROW = pa.schema(
    [
        ("long", pa.int64()),
        ("whole", pa.int32()),
        ("short", pa.int16()),
        ("day", pa.date32()),
        ("is_so", pa.bool_()),
        ("told", pa.string()),
    ]
)
NARROW_ROWS = st.fixed_dictionaries(
    {
        "long": st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
        "whole": st.none() | st.integers(-(2**31) + 1, 2**31 - 1),
        "short": st.none() | st.integers(-(2**15) + 1, 2**15 - 1),
        "day": st.none() | st.dates(),
        "is_so": st.none() | st.booleans(),
        "told": CELLS,
    }
)


@given(rows=st.lists(NARROW_ROWS, max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_narrow_rows_come_back_as_columns_as_they_went_in(
    warehouse: Warehouse, rows: list[dict[str, Any]]
) -> None:
    table = pa.Table.from_pylist(rows, NARROW)
    with warehouse.transaction() as tx:
        tx.execute(
            "create temp table t (n serial, long bigint, whole integer, short smallint, day date,"
            " is_so boolean, told text) on commit drop",
            "a table",
        )
        tx.copy_in("t", table)
        query = "-- A remark.\nselect * from t where long is distinct from :other order by n"
        back = tx.copy_out_narrow(query, "t", NARROW, other=2**63 - 1)
    assert back.schema == NARROW
    back.validate(full=True)
    assert back.to_pylist() == [row for row in rows if row["long"] != 2**63 - 1]


@given(rows=st.lists(NARROW_ROWS, max_size=20), shared=st.sets(st.sampled_from(["told", "day"])))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_narrow_rows_have_in_common_comes_back_with_each_of_them(
    warehouse: Warehouse, rows: list[dict[str, Any]], shared: set[str]
) -> None:
    with warehouse.transaction() as tx:
        tx.execute(
            "create temp table t (long bigint, whole integer, short smallint, day date,"
            " is_so boolean, told text) on commit drop",
            "a table",
        )
        tx.copy_in("t", pa.Table.from_pylist(rows, NARROW))
        back = tx.copy_out_narrow("select * from t", "t", NARROW, sorted(shared))
    assert back.schema == NARROW
    back.validate(full=True)
    sent = pa.Table.from_pylist(rows, NARROW).to_pylist()
    assert sorted(back.to_pylist(), key=repr) == sorted(sent, key=repr)


def test_a_table_may_have_a_piece_without_rows(warehouse: Warehouse) -> None:
    rows = pa.table({"n": pa.chunked_array([pa.array([], pa.int64()), pa.array([1, 2])])})
    with warehouse.transaction() as tx:
        tx.execute("create temp table t (n bigint) on commit drop", "a table")
        tx.copy_in("t", rows)
        assert tx.scalar("select sum(n) from t") == 3


def test_rows_that_come_in_pieces_are_read_as_one_table(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.warehouse.csv_rows.PIECE_ROWS", 10)
    told = "(array[null, 'two' || chr(10) || 'lines', ''])[n % 3 + 1]"
    # Long and slow enough that somebody looks what came before all is there.
    pause = "case when n % 20 = 0 then pg_sleep(0.05)::text end"
    query = (
        f"select n, {told} as told, repeat('x', 1000) || coalesce({pause}, '') as filling"
        " from generate_series(1, 60) as n"
    )
    schema = pa.schema([("n", pa.int64()), ("told", pa.string()), ("filling", pa.string())])
    with warehouse.transaction() as tx:
        back = tx.copy_out_query(query, "numbers", schema)
        untyped = tx.copy_out_query(query, "numbers")
        nothing = tx.copy_out_query(f"{query} limit 0", "numbers", schema)
    assert back["n"].num_chunks > 1
    assert back["told"].to_pylist() == [(None, "two\nlines", "")[n % 3] for n in range(1, 61)]
    assert untyped.combine_chunks().equals(back.combine_chunks())
    assert nothing.schema == schema
    assert not nothing.num_rows


def test_threads_share_a_transaction_by_turns(warehouse: Warehouse) -> None:
    schema = pa.schema([("n", pa.int64())])
    numbers = pa.table({"n": range(500)}, schema=schema)

    def work(tx: Transaction, own: int) -> list[int]:
        tx.execute(f"create temp table own_{own} (n bigint) on commit drop", "a table")
        tx.copy_in(f"own_{own}", numbers)
        query = f"select n * {own} as n from own_{own}"
        by_rows = tx.copy_out_query(query, "numbers", schema)
        by_columns = tx.copy_out_narrow(query, "numbers", schema)
        (found,) = tx.rows_of(f"select sum(n) as n from own_{own}", "a sum")
        return [*(pc.sum(t["n"]).as_py() for t in (by_rows, by_columns)), int(found["n"]) * own]

    with warehouse.transaction() as tx, ThreadPoolExecutor(4) as threads:
        sums = list(threads.map(lambda own: work(tx, own), range(1, 21)))
    assert sums == [[124_750 * own] * 3 for own in range(1, 21)]


def test_whoever_comes_after_a_statement_that_failed_is_told_of_that_one(
    warehouse: Warehouse,
) -> None:
    with pytest.raises(StatementError) as failure, warehouse.transaction() as tx:
        tx.execute("create table public.kept (n integer)", "a table")
        with ThreadPoolExecutor(1) as beside:
            assert beside.submit(tx.scalar, "select 1 / 0").exception()
        tx.copy_out_query("select 1 as n", "a look afterwards")
    assert failure.value.facts["sqlstate"] == "22012"
    with warehouse.transaction() as tx:
        assert tx.scalar("select to_regclass('public.kept')") is None


def test_whoever_comes_after_a_lost_connection_is_told_of_it(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseUnreachableError), warehouse.transaction() as tx:
        with pytest.raises(WarehouseUnreachableError):
            tx.scalar("select pg_terminate_backend(pg_backend_pid())")
        tx.rows_of("select 1 as n", "a look afterwards")


def test_columns_of_a_select_are_known_by_name(warehouse: Warehouse) -> None:
    with warehouse.transaction() as tx:
        query = '-- A remark.\nselect :given as first, 2 as "Second";\n'
        assert tx.columns_of(query, "a select", given="x") == ["first", "Second"]


def test_a_refused_statement_names_its_place_and_no_value(warehouse: Warehouse) -> None:
    with pytest.raises(StatementError) as failure, warehouse.transaction() as tx:
        tx.execute("select cast(:value as date)", "a cast", value=SECRET)
    assert SECRET not in str(failure.value)
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
    assert "a cast" in str(failure.value)


def test_a_refused_copy_names_its_table_and_no_value(warehouse: Warehouse) -> None:
    rows = pa.table({"period": pa.array([SECRET]), "command": pa.array(["x"])})
    with pytest.raises(StatementError) as failure, warehouse.transaction() as tx:
        tx.copy_in("ops.run", rows)
    assert SECRET not in str(failure.value)
    assert "ops.run" in str(failure.value)


def test_a_failed_transaction_leaves_nothing(warehouse: Warehouse) -> None:
    with pytest.raises(StatementError), warehouse.transaction() as tx:
        tx.execute("create table public.half (a integer)", "a table")
        tx.execute("select 1 / 0", "a fault")
    with warehouse.transaction() as tx:
        assert tx.scalar("select to_regclass('public.half')") is None


def test_a_held_period_is_waited_for_and_then_named(warehouse: Warehouse) -> None:
    with warehouse.run_of(JULY):
        other = Warehouse(
            warehouse.engine, warehouse.settings.model_copy(update={"wait_seconds": 0.3}), None
        )
        with pytest.raises(PeriodBusyError, match="2026-07"), other.run_of(JULY):
            pass
    with warehouse.run_of(JULY):
        pass


def test_the_embedded_server_ends_connections_of_dead_processes(tmp_path: Path) -> None:
    # A server of its own: that of the other tests does not wait for the disk.
    with open_warehouse(Settings(home=tmp_path)) as own, own.engine.connect() as connection:
        interval = connection.execute(text("show client_connection_check_interval")).scalar()
        assert interval == "2s"
        assert connection.execute(text("show fsync")).scalar() == "on"


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    url = "postgresql+psycopg2://padan:geheim@127.0.0.1:1/padan"
    with pytest.raises(WarehouseUnreachableError) as failure:
        open_warehouse(Settings(warehouse_url=url))
    assert "127.0.0.1" in str(failure.value)
    assert "geheim" not in str(failure.value)


def test_the_schema_is_at_the_migration_on_which_no_other_stands(warehouse: Warehouse) -> None:
    with warehouse.transaction() as tx:
        assert tx.scalar("select version_num from alembic_version") == newest_revision()


def test_a_warehouse_of_newer_code_is_named_and_left_alone(new_place: Callable[[], Place]) -> None:
    place = new_place()
    with place.warehouse.transaction() as tx:
        tx.execute("update alembic_version set version_num = '9999'", "a newer schema")
    with pytest.raises(NewerWarehouseError, match="schema 9999"):
        open_warehouse(place.warehouse.settings)
    assert place.rows("select version_num from alembic_version") == [{"version_num": "9999"}]
