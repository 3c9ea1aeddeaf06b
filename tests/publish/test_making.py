"""Tables made of each other: each after what it reads, whatever comes first."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipelines.engine import THREADS, Engine
from pipelines.errors import EngineError
from pipelines.marts import load_marts
from pipelines.publish.grounds import Grounds
from pipelines.publish.making import make_tables
from pipelines.publish.tables import statements
from tests.conftest import Place
from tests.publish.conftest import MONTHS


def test_a_table_waits_for_what_it_reads_in_whatever_order_they_are_named(regency: Place) -> None:
    with regency.warehouse.transaction() as tx, Engine() as one, Engine() as other:
        for engine, step in ((one, 1), (other, -1)):
            takes = dict(list(Grounds(tx).takes(MONTHS[-1]).items())[::step])
            named = dict(list(statements().items())[::step])
            make_tables(engine, takes, named, period=MONTHS[-1])
        tables = [f"fresh_{mart.name}" for mart in load_marts()]
        counts = [[_rows(engine, table) for table in tables] for engine in (one, other)]
    assert counts[0] == counts[1]
    assert counts[0][0]


def test_a_statement_that_is_refused_is_told_and_leaves_the_engine_its_cores() -> None:
    nothing = pa.table({"age": pa.array([1])})
    with Engine() as engine:
        with pytest.raises(EngineError, match=r"sql/publish/standing_row\.sql"):
            make_tables(
                engine, {"age_group": lambda: nothing}, {"standing_row": "publish/standing_row"}
            )
        threads = engine.query("select current_setting('threads') as threads", "a look").to_pylist()
    assert threads == [{"threads": THREADS}]


def _rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    found = engine.query(f"select * from {table} order by all", table).to_pylist()
    return [tuple(row.values()) for row in found]
