"""When a decided pair is asked again: only where the weight of now speaks against the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pipelines.engine import open_engine
from pipelines.linkage.decisions import DECISION_SCHEMA
from pipelines.linkage.model import load_model
from pipelines.linkage.resolve import resolve
from pipelines.linkage.store import PAIR_SCHEMA

from .nodes import nodes_of

SITI: dict[str, Any] = {
    "source": "dtks",
    "nama": "SITI AMINAH",
    "nik": "6402995705800001",
    "tanggal_lahir": date(1980, 5, 17),
    "jenis_kelamin": "P",
    "hubungan_keluarga": "PASANGAN",
    "alamat": "Jl. Mawar RT 003",
}
# Another Siti of the same day and village, or she herself under another name: a doubtful pair.
OTHER = {**SITI, "source": "p3ke", "nama": "SITI NURHALIZA", "nik": None, "alamat": "Jl. Durian"}


@dataclass(frozen=True)
class Asked:
    """Weight of the two as the model in use sees it, and for each question what it contradicts."""

    weight: float
    contradicted: list[int | None]


def ask(verdict: str | None = None, seen: float = 0.0, **thresholds: float) -> Asked:
    """Link the two people after a decision at a weight that was seen, under other thresholds."""
    given = [] if verdict is None else [(1, 1, 2, verdict, seen)]
    rows = [dict(zip(DECISION_SCHEMA.names, decision, strict=True)) for decision in given]
    decisions = pa.Table.from_pylist(rows, schema=DECISION_SCHEMA)
    model = load_model()
    changed = replace(model, thresholds=replace(model.thresholds, **thresholds))
    with open_engine() as engine:
        resolve(engine, nodes_of([SITI, OTHER]), PAIR_SCHEMA.empty_table(), changed, decisions)
        found = engine.execute("select contradicts_decision_id from question").fetchall()
        ((weight,),) = engine.execute("select weight from pair").fetchall()
    return Asked(weight, [number for (number,) in found])


def test_a_doubtful_pair_is_asked_until_it_is_decided() -> None:
    now = ask()
    assert now.contradicted == [None]
    for verdict in ("same", "different", "unknown"):
        assert ask(verdict, now.weight).contradicted == []


def test_one_person_decided_is_asked_again_when_the_weight_fell_below_the_band() -> None:
    weight = ask().weight
    assert ask("same", weight + 7, review_from=weight + 1).contradicted == [1]
    assert ask("same", weight + 7).contradicted == []


def test_two_people_decided_are_asked_again_when_the_weight_rose_above_the_band() -> None:
    weight = ask().weight
    assert ask("different", weight - 7, review_to=weight - 1).contradicted == [1]
    assert ask("different", weight - 7).contradicted == []


@pytest.mark.parametrize("moved", [-7, 7])
def test_who_could_not_tell_is_asked_again_when_the_weight_moved(moved: float) -> None:
    assert ask("unknown", ask().weight - moved).contradicted == [1]


def test_a_weight_that_moved_less_than_the_margin_asks_nothing() -> None:
    weight = ask().weight
    assert ask("different", weight - 5, review_to=weight - 1).contradicted == []
    assert ask("same", weight + 5, review_from=weight + 1).contradicted == []
    assert ask("unknown", weight + 5).contradicted == []
