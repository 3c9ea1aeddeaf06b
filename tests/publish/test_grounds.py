"""What a month stands on: taken once, and the same whichever months were computed before it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipelines.engine import Engine
from pipelines.errors import EngineError
from pipelines.marts import load_marts
from pipelines.publish.grounds import Grounds
from pipelines.publish.tables import compute_tables, differ_from
from tests.conftest import Place
from tests.publish.conftest import MONTHS


def rows(engine: Engine, mart: str) -> list[tuple[object, ...]]:
    found = engine.query(f"select * from fresh_{mart} order by all", mart).to_pylist()
    return [tuple(row.values()) for row in found]


def test_a_month_after_another_is_computed_as_it_is_alone(regency: Place) -> None:
    with regency.warehouse.transaction() as tx, Engine() as one, Engine() as other:
        grounds = Grounds(tx, one)
        for month in MONTHS:
            compute_tables(grounds, one, month)
        compute_tables(Grounds(tx, other), other, MONTHS[-1])
        assert rows(one, "village_population_monthly")
        differing = [
            mart.name for mart in load_marts() if rows(one, mart.name) != rows(other, mart.name)
        ]
    assert differing == []


def test_computed_again_every_month_says_what_readers_see(regency: Place) -> None:
    # A month gone stale is released anew with the one published after it, and as it is told here.
    with regency.warehouse.transaction() as tx, Engine() as engine:
        grounds = Grounds(tx, engine)
        for month in MONTHS:
            compute_tables(grounds, engine, month)
            assert not differ_from(tx, engine, month)


STANDING = pa.schema(
    [
        ("person_id", pa.int64()),
        ("family_id", pa.int64()),
        ("list", pa.string()),
        ("source", pa.string()),
        ("source_family_id", pa.string()),
    ]
)


@pytest.mark.parametrize(("first", "second"), [(10, 20), (20, 10)])
def test_a_list_that_could_be_of_two_families_is_of_the_same_however_they_are_numbered(
    first: int, second: int
) -> None:
    # P3KE puts one of each family that DTKS knows on one list.
    sent = [
        (1, first, "dtks|a", "dtks", None),
        (3, first, "dtks|a", "dtks", None),
        (2, second, "dtks|b", "dtks", None),
        (4, second, "dtks|b", "dtks", None),
        (1, 30, "p3ke|x", "p3ke", "x"),
        (2, 30, "p3ke|x", "p3ke", "x"),
    ]
    rows = [dict(zip(STANDING.names, row, strict=True)) for row in sent]
    with Engine() as engine:
        engine.load("standing_row", pa.Table.from_pylist(rows, STANDING))
        engine.load("standing_family", pa.table({"source_family_id": pa.array([], pa.string())}))
        engine.load("family_list", pa.table({"list": ["p3ke|x"], "family_id": [30]}))
        for made in ("family_person", "p3ke_list"):
            engine.make(made, f"publish/{made}")
        lists = engine.query("from p3ke_list", "a look").to_pylist()
    assert [(row["source_family_id"], row["family_id"]) for row in lists] == [("x", first)]


def test_a_refused_statement_is_named_and_quotes_no_value() -> None:
    with Engine() as engine, pytest.raises(EngineError, match="a look of a test") as caught:
        engine.query("select cast('a secret' as integer)", "a look of a test")
    assert "a secret" not in str(caught.value)
