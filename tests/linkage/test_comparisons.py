"""Blocking and comparing in memory: symmetric, complete for what is new, named when capped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.engine import open_engine
from pipelines.linkage.blocking import BlockingRule, block
from pipelines.linkage.columns import prepare
from pipelines.linkage.comparisons import ALONE
from pipelines.linkage.levels import Comparison
from pipelines.linkage.model import load_model
from pipelines.linkage.resolve import resolve
from pipelines.linkage.scoring import compare, start_pairs
from pipelines.linkage.store import PAIR_SCHEMA

from .nodes import nodes_of
from .people import staged_rows

BY_NAME = {comparison.name: comparison for comparison in ALONE}
BUDI = {
    "source": "dtks",
    "nama": "BUDI SANTOSO",
    "nik": "6402991705800001",
    "born": None,
    "jenis_kelamin": "L",
}


def level_names(one: dict[str, Any], other: dict[str, Any]) -> dict[str, str | None]:
    """The levels of one pair, by comparison."""
    with open_engine() as engine:
        prepare(engine, nodes_of([one, other]))
        start_pairs(engine)
        engine.execute("create temp table candidate as select 0 as l, 1 as r")
        compare(engine)
        (row,) = engine.sql("select * from pair").to_arrow_table().to_pylist()
    return {name: _level(comparison, row[name]) for name, comparison in BY_NAME.items()}


def _level(comparison: Comparison, number: int) -> str | None:
    return comparison.level_names()[number - 1] if number else None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("BOEDI SANTOSO", "EQUAL_FREQUENT"),
        ("SANTOSO BUDI", "WORDS_SWAPPED"),
        ("BUDI SANTOSA", "ONE_EDIT"),
        ("BUDI S", "INITIALS"),
        ("BUDI", "FIRST_WORD_ONLY"),
        ("SANTOSO", "LATER_WORD_ONLY"),
        ("TOSO", "NICKNAME"),
        ("BUDI SANTOSO WALUYO", "CONTAINED_WORDS"),
        ("BUDI RAHMAN", "SAME_FIRST_WORD"),
        ("YOHANES APUI", "OTHER"),
        ("TOTOK alias BUDI SANTOSO", "OTHER_NAME_EQUAL"),
        (None, None),
    ],
)
def test_levels_of_names(name: str | None, level: str | None) -> None:
    assert level_names(BUDI, {**BUDI, "source": "p3ke", "nama": name})["name"] == level


@pytest.mark.parametrize(
    ("one", "other"), [("UDIN", "SYAMSUDIN"), ("NURHAYATI", "YATI"), ("ANI", "SURYANI")]
)
def test_a_name_of_one_word_is_a_nickname_whichever_goes_first(one: str, other: str) -> None:
    both = ({**BUDI, "nama": one}, {**BUDI, "source": "p3ke", "nama": other})
    assert level_names(*both)["name"] == level_names(*both[::-1])["name"] == "NICKNAME"


@pytest.mark.parametrize(
    ("nik", "level"),
    [
        ("6402991705800001", "EQUAL"),
        ("6402991705800002", "NEIGHBOUR_SERIAL"),
        ("6402991705800091", "EDIT_IN_SERIAL"),
        ("6402991705810001", "EDIT_BEFORE_SERIAL"),
        ("6402997112700009", "DIFFERENT_BOTH_CREDIBLE"),
        (None, "ONE_SIDE_AGREES"),
    ],
)
def test_levels_of_niks(nik: str | None, level: str) -> None:
    born = {"sex": "P"} if nik and nik[6] == "7" else {}
    dated = {**BUDI, "source": "p3ke", "nik": nik, **born}
    if nik is None:
        dated["born"] = date(1980, 5, 17)
    if born:
        dated.pop("jenis_kelamin")
    assert level_names(BUDI, dated)["nik"] == level


@pytest.mark.parametrize(
    ("born", "level"),
    [
        (date(2001, 8, 15), "EQUAL"),
        (date(2001, 5, 15), "ONE_DIGIT"),
        (date(2001, 8, 25), "ONE_DIGIT"),
        (date(2011, 8, 15), "YEAR_OFF"),
        (date(2001, 1, 1), "FIRST_OF_JANUARY_OF_YEAR"),
        (date(2001, 11, 15), "SAME_YEAR_AND_DAY_OR_MONTH"),
        (date(2001, 11, 3), "SAME_YEAR"),
        (date(1960, 3, 2), "OTHER"),
    ],
)
def test_levels_of_birth_dates(born: date, level: str) -> None:
    one = {**BUDI, "nik": None, "born": date(2001, 8, 15)}
    assert level_names(one, {**one, "source": "p3ke", "born": born})["birth_date"] == level


@pytest.mark.parametrize(
    ("alamat", "rt", "level"),
    [
        ("JL MAWAR", "3", "SAME_STREET_AND_RT"),
        ("JL MAWAR", None, "SAME_STREET_RT_UNKNOWN"),
        ("JL MAWAR", "4", "SAME_STREET"),
        ("JL MELATI", "3", "SAME_RT"),
        ("JL MELATI", None, "OTHER"),
    ],
)
def test_levels_of_addresses(alamat: str, rt: str | None, level: str) -> None:
    one = {**BUDI, "alamat": "JL MAWAR", "rt": "3"}
    other = {**one, "source": "p3ke", "alamat": alamat, "rt": rt}
    assert level_names(one, other)["address"] == level


def test_a_pair_has_the_same_levels_from_both_sides() -> None:
    nodes = nodes_of(staged_rows(40, seed=11))
    with open_engine() as engine:
        prepare(engine, nodes)
        found = []
        for left, right in (("a", "b"), ("b", "a")):
            start_pairs(engine)
            engine.execute(f"""
                create or replace temp table candidate as
                select {left}.i as l, {right}.i as r from node as a, node as b where a.i < b.i
            """)
            compare(engine)
            found.append(
                engine.sql("""
                    select least(l, r), greatest(l, r), * exclude (l, r) from pair order by all
                """).fetchall()
            )
    assert found[0] == found[1]


def test_only_pairs_with_a_new_node_are_proposed() -> None:
    rows = list(staged_rows(60, seed=12))
    with open_engine() as engine:
        prepare(engine, nodes_of(rows, known=40))
        block(engine)
        assert engine.sql("""
            select count(*) from candidate as c
            inner join node as l on c.l = l.i inner join node as r on c.r = r.i
            where not l.is_new and not r.is_new
        """).fetchall() == [(0,)]
        incremental = set(engine.sql("select l, r from candidate").fetchall())
    with open_engine() as engine:
        prepare(engine, nodes_of(rows))
        block(engine)
        all_pairs = set(
            engine.sql("""
                select c.l, c.r from candidate as c
                inner join node as l on c.l = l.i inner join node as r on c.r = r.i
                where l.node_id > 40 or r.node_id > 40
            """).fetchall()
        )
    assert incremental == all_pairs


def test_a_block_that_is_too_large_is_left_out_and_named() -> None:
    rule = BlockingRule("SAME_VILLAGE", (("village",),), largest_block=5)
    with open_engine() as engine:
        prepare(engine, nodes_of([{**BUDI, "rt": str(number)} for number in range(9)]))
        (figures,) = block(engine, (rule,))
    assert (figures.pairs, figures.capped_nodes) == (0, 9)


def test_nothing_depends_on_the_order_of_nodes() -> None:
    nodes = nodes_of(staged_rows(150, seed=13))
    model = load_model()
    found = []
    for table in (nodes, nodes.take(list(reversed(range(nodes.num_rows))))):
        with open_engine() as engine:
            resolve(engine, table, PAIR_SCHEMA.empty_table(), model)
            found.append(
                engine.sql("""
                    select n.node_id, c.cluster from clustered as c
                    inner join node as n on c.i = n.i order by n.node_id
                """).fetchall()
            )
    assert found[0] == found[1]
