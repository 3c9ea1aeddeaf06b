"""The model: trained without truth, deterministic, and in step with its statement."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from pipelines.engine import open_engine
from pipelines.errors import UsageError
from pipelines.linkage import link_period, train
from pipelines.linkage.comparisons import ALONE
from pipelines.linkage.evaluate import evaluate_pairs
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import (
    CLASSES,
    Thresholds,
    describe_model,
    load_model,
    newest_version,
    next_version,
    parse_model,
    save_model,
)
from pipelines.linkage.resolve import resolve
from pipelines.linkage.scoring import evidence, match_weights
from pipelines.linkage.store import PAIR_SCHEMA
from pipelines.linkage.training import train_model

from .conftest import JULY, Staging
from .nodes import nodes_of
from .people import staged_rows


def test_the_model_in_git_knows_every_level_of_its_statement() -> None:
    model = load_model()
    for parameters, comparisons in ((model.alone, ALONE), (model.in_family, IN_FAMILY)):
        nothing = np.zeros((1, len(comparisons)), dtype=np.uint8)
        stated = {
            name: set(comparison.level_names())
            for name, comparison, _ in evidence(nothing, comparisons)
        }
        assert {name: set(levels) for name, levels in parameters.levels.items()} == stated
        assert len(parameters.prior) == len(CLASSES)


def test_a_model_file_reads_back_as_it_was(tmp_path: Path) -> None:
    model = load_model()
    path = save_model(model, tmp_path)
    assert describe_model(parse_model(json.loads(path.read_text()))) == describe_model(model)


def test_versions_are_numbered(tmp_path: Path) -> None:
    assert next_version(tmp_path) == "0001"
    save_model(load_model(), tmp_path)
    assert next_version(tmp_path) == f"{int(newest_version()) + 1:04d}"


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="0000"):
        load_model("0000")


def test_agreement_weighs_more_than_disagreement() -> None:
    model = load_model()
    agreeing = [1] * len(ALONE)
    differing = [len(comparison.levels) for comparison in ALONE]
    weights = match_weights(np.array([agreeing, differing], np.uint8), ALONE, model.alone)
    assert weights[0] > 0 > weights[1]


def test_training_twice_gives_the_same_model() -> None:
    nodes = nodes_of(staged_rows(1000, seed=21))
    models = []
    for _ in range(2):
        with open_engine() as engine:
            models.append(train_model(engine, nodes, "trial", Thresholds()))
    assert describe_model(models[0]) == describe_model(models[1])


def test_training_learns_what_speaks_for_one_person() -> None:
    with open_engine() as engine:
        nodes = nodes_of(staged_rows(1000, seed=21))
        levels = train_model(engine, nodes, "trial", Thresholds()).alone.levels
    for_one = {
        (comparison, level): math.log(shares[0] / shares[2])
        for comparison, by_level in levels.items()
        for level, shares in by_level.items()
    }
    assert for_one["nik:dates_agree", "EQUAL"] > 0 > for_one["birth_date", "SAME_YEAR"]
    assert for_one["nik:dates_agree", "DIFFERENT_BOTH_CREDIBLE"] < 0
    assert for_one["name:dates_agree", "EQUAL_FREQUENT"] > for_one["name:dates_agree", "OTHER"]


def test_an_agreement_never_speaks_against_one_person() -> None:
    model = load_model()
    for parameters in (model.alone, model.in_family):
        stated = {name: c for name, c, _ in evidence(np.zeros((0, len(ALONE)), np.uint8), ALONE)}
        for name, comparison in stated.items():
            for level in comparison.never_against:
                same, *others = parameters.levels[name][level]
                assert same >= max(others) * 0.999


def test_slips_in_a_name_come_as_often_whatever_the_dates_say() -> None:
    with open_engine() as engine:
        nodes = nodes_of(staged_rows(1000, seed=21))
        levels = train_model(engine, nodes, "trial", Thresholds()).alone.levels
    of_one_person = [
        {level: shares[0] for level, shares in levels[f"name:{context}"].items()}
        for context in ("dates_agree", "dates_differ", "date_missing")
    ]
    assert of_one_person[1] == pytest.approx(of_one_person[0], rel=0.2, abs=0.01)
    assert of_one_person[2] == pytest.approx(of_one_person[0], rel=0.2, abs=0.01)


def test_the_model_in_git_finds_people_it_was_not_trained_on() -> None:
    rows = list(staged_rows(800, seed=21))
    nodes = nodes_of(rows)
    with open_engine() as engine:
        resolve(engine, nodes, PAIR_SCHEMA.empty_table(), load_model())
        linked = engine.sql("""
            select n.node_id, '2026-07' as period, n.source, c.cluster as person_id,
                []::varchar[] as faults, []::varchar[] as traits
            from clustered as c inner join node as n on c.i = n.i order by n.node_id
        """).to_arrow_table()
    # Each row in P3KE follows the row in DTKS of the same person.
    people = np.cumsum([row["source"] == "dtks" for row in rows])
    assert evaluate_pairs(linked.append_column("true_person_id", [people])).pairs["all"].f1 > 0.99


def test_too_few_nodes_train_nothing(staging: Staging, tmp_path: Path) -> None:
    staging.add_all(JULY, staged_rows(20, seed=22))
    link_period(staging.warehouse, JULY)
    with pytest.raises(UsageError, match="too little"):
        train(staging.warehouse, folder=tmp_path)
    assert not list(tmp_path.iterdir())
