"""The village tables: described, whole, and never half written."""

from datetime import date

import pytest

from pipelines.errors import BalanceError
from pipelines.marts import describe_marts, load_marts
from pipelines.publish import publish_period
from pipelines.reference import load_villages
from pipelines.warehouse import Warehouse
from tests.conftest import Place
from tests.sent import dtks_row, people, table, villages, write_xlsx

JULY = date(2026, 7, 1)


def test_every_table_and_column_that_readers_see_is_described(warehouse: Warehouse) -> None:
    query = (
        "select c.relname, a.attname from pg_class as c"
        " join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        " where c.relnamespace::regnamespace::text in ('mart', 'mart_public') and c.relkind in"
        " ('v', 'r') and (col_description(c.oid, a.attnum) is null"
        " or obj_description(c.oid) is null)"
    )
    with warehouse.transaction() as tx:
        describe_marts(tx)
        assert tx.rows_of(query, "columns") == []


def test_comments_are_written_once(warehouse: Warehouse) -> None:
    with warehouse.transaction() as tx:
        assert describe_marts(tx) > 0
        assert describe_marts(tx) == 0


def test_every_table_has_the_columns_that_its_yaml_declares(warehouse: Warehouse) -> None:
    query = (
        "select table_name, column_name, data_type from information_schema.columns"
        " where table_schema = 'mart' order by table_name, ordinal_position"
    )
    with warehouse.transaction() as tx:
        rows = tx.rows_of(query, "columns")
    for mart in load_marts():
        there = {r["column_name"]: r["data_type"] for r in rows if r["table_name"] == mart.name}
        assert list(there.items()) == [(name, c.type) for name, c in mart.columns.items()]


def stand(warehouse: Warehouse, village: str, source: str, period: date = JULY) -> None:
    """Say that a village was delivered whole."""
    with warehouse.transaction() as tx:
        tx.execute(
            "insert into registry.coverage values (:p, :s, 'person', :v, :p, true)",
            "coverage",
            p=period,
            s=source,
            v=village,
        )


def counts(warehouse: Warehouse, source: str) -> dict[str, int | None]:
    query = (
        "select village_code_kemendagri as village, persons from mart.village_population_monthly"
        " where period = :p and source = :s and desil is null"
    )
    with warehouse.transaction() as tx:
        rows = tx.rows_of(query, "counts", p=JULY, s=source)
    return {row["village"]: row["persons"] for row in rows}


def test_a_village_never_delivered_is_null_and_one_delivered_empty_is_zero(
    warehouse: Warehouse,
) -> None:
    delivered, *others = sorted(load_villages())
    stand(warehouse, delivered, "dtks")
    publish_period(warehouse, JULY)
    found = counts(warehouse, "dtks")
    assert set(found) == {delivered, *others}
    assert found[delivered] == 0
    assert {found[village] for village in others} == {None}
    assert set(counts(warehouse, "p3ke").values()) == {None}


def test_publishing_again_writes_nothing(warehouse: Warehouse) -> None:
    stand(warehouse, min(load_villages()), "dtks")
    assert publish_period(warehouse, JULY).rows > 0
    assert publish_period(warehouse, JULY).rows == 0


def test_a_month_that_does_not_balance_is_not_published(place: Place) -> None:
    rows = [dtks_row(person, next(villages())) for person in people(6)]
    write_xlsx(place.folder("dtks") / "bnba.xlsx", table(rows))
    place.run()
    with place.warehouse.transaction() as tx:
        tx.execute("delete from linkage.row_node", "a lost link")
    with pytest.raises(BalanceError, match="linked"):
        publish_period(place.warehouse, JULY)
