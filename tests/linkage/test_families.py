"""Families of whom a month tells nothing new are not asked again, and would say the same."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from pipelines.engine import open_engine
from pipelines.linkage.columns import KEY_SCHEMA, prepare
from pipelines.linkage.families import touch_lists
from pipelines.linkage.model import load_model
from pipelines.linkage.resolve import resolve
from pipelines.linkage.store import PAIR_SCHEMA, changed_pairs

from .nodes import nodes_of
from .people import staged_rows

JULY, AUGUST, SEPTEMBER = 1, 2, 4
CARD = {"source": "dtks", "no_kk": "6402990705180003"}


def nodes_in(rows: list[dict[str, Any]], months: list[int], known: int) -> pa.Table:
    """Return nodes that stand in these months; the first `known` have a cluster already."""
    column = KEY_SCHEMA.get_field_index("months")
    nodes = nodes_of(rows, known)
    return nodes.set_column(column, KEY_SCHEMA.field(column), pa.array(months, pa.int64()))


@pytest.mark.parametrize(
    ("months", "known", "is_touched"),
    [
        pytest.param([JULY | AUGUST, JULY | AUGUST], 2, False, id="all are there again"),
        pytest.param([JULY | AUGUST, JULY], 2, False, id="one is not there any more"),
        pytest.param([JULY, JULY], 2, False, id="the list is not delivered"),
        pytest.param([JULY | AUGUST, AUGUST], 1, True, id="somebody is new"),
        pytest.param(
            [JULY | SEPTEMBER, AUGUST | SEPTEMBER], 2, True, id="two stand together at last"
        ),
    ],
)
def test_a_list_is_touched_where_its_people_or_their_months_are_new(
    months: list[int], known: int, is_touched: bool
) -> None:
    rows = [{**CARD, "nama": name} for name in ("BASRI LISARIN", "HENDRA LISARIN")]
    with open_engine() as engine:
        prepare(engine, nodes_in(rows, months, known))
        touch_lists(engine, SEPTEMBER if max(months) & SEPTEMBER else AUGUST)
        found = engine.sql("select count(*) from touched_list").fetchall()
    assert found == [(int(is_touched),)]


def test_families_that_are_not_asked_again_would_say_the_same() -> None:
    rows = list(staged_rows(160, seed=21))
    rows = [row for n, row in enumerate(rows) if n % 7] + rows[::7]
    known = len(rows) - len(rows[::7])
    in_july, in_august = rows[:known], rows
    model = load_model()
    with open_engine() as engine:
        resolve(engine, nodes_in(in_july, [JULY] * known, 0), PAIR_SCHEMA.empty_table(), model)
        pairs = changed_pairs(engine).fresh
    months = [JULY | AUGUST if row["source"] == "dtks" else JULY for row in in_july]
    nodes = nodes_in(in_august, months + [AUGUST] * (len(rows) - known), known)
    found = []
    for new_month in (AUGUST, None):
        with open_engine() as engine:
            resolve(engine, nodes, pairs, model, new_month=new_month)
            (settled,) = engine.sql("select count(*) from settled_pair").fetchall()
            assert bool(settled[0]) == (new_month is not None)
            found.append(engine.sql("select * from pair order by all").fetchall())
    assert found[0] == found[1]
