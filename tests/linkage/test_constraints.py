"""What cannot be one person: two entries of one list, unless somebody may be listed twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.engine import open_engine
from pipelines.linkage.columns import prepare
from pipelines.linkage.constraints import LISTED_TWICE
from pipelines.linkage.scoring import compare, start_pairs

from .nodes import nodes_of

BASRI: dict[str, Any] = {
    "source": "dtks",
    "no_kk": "6402990705180003",
    "village": "6402062001",
    "nik": "6402991705800001",
    "nama": "BASRI LISARIN",
    "born": date(1980, 5, 17),
    "sex": "L",
    "role": "ANAK",
}
OTHER_VILLAGE = "6402112015"


def may_be_listed_twice(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two entries of one list may be one person."""
    with open_engine() as engine:
        prepare(engine, nodes_of([one, other]))
        start_pairs(engine)
        engine.execute("create temp table candidate as select 0 as l, 1 as r")
        compare(engine)
        (row,) = engine.sql(f"select {LISTED_TWICE} from pair as p").fetchall()
    return bool(row[0])


@pytest.mark.parametrize(
    "other",
    [
        {"nama": "BASRI L"},
        {"nik": None, "nama": "BASRI"},
        {"nama": "ANANG"},
        {"nik": None, "born": date(1981, 9, 2)},
        {"nik": None, "nama": "BASRY LISARIM", "village": OTHER_VILLAGE},
        {"nik": None, "nama": "BASRI LISARI", "village": OTHER_VILLAGE, "born": date(1980, 5, 7)},
    ],
)
def test_one_person_may_stand_twice_on_a_list(other: dict[str, Any]) -> None:
    assert may_be_listed_twice(BASRI, {**BASRI, **other})


@pytest.mark.parametrize(
    "other",
    [
        # A twin: one date, names alike, a number of its own.
        {"nik": "6402991705800002", "nama": "BASRA LISARIN"},
        {"nik": "6402991705800002", "nama": "BASRA LISARIN", "village": OTHER_VILLAGE},
        # A brother without a number.
        {"nik": None, "nama": "BASRUL LISARIN", "born": date(1983, 9, 2)},
        # The head's number copied to a child.
        {"nama": "HENDRA LISARIN", "born": date(2007, 2, 6)},
        # A brother named after an uncle, who lives with them.
        {"nik": None, "born": date(1941, 2, 3)},
    ],
)
def test_two_people_of_a_list_stay_two(other: dict[str, Any]) -> None:
    assert not may_be_listed_twice(BASRI, {**BASRI, **other})


def test_a_list_has_no_two_heads_of_one_birthday() -> None:
    basri = {**BASRI, "nik": None, "nama": "SYAMSUDIN LISARIN"}
    nicknamed = {"nama": "UDIN", "nik": None}
    head = {"role": "KEPALA_KELUARGA"}
    assert may_be_listed_twice({**basri, **head}, {**basri, **nicknamed, **head})
    assert not may_be_listed_twice(basri, {**basri, **nicknamed})
