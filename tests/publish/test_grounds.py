"""What a month stands on: taken once, and the same whichever months were computed before it."""

from __future__ import annotations

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


def test_a_refused_statement_is_named_and_quotes_no_value() -> None:
    with Engine() as engine, pytest.raises(EngineError, match="a look of a test") as caught:
        engine.query("select cast('a secret' as integer)", "a look of a test")
    assert "a secret" not in str(caught.value)
