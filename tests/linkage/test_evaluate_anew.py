"""Other thresholds and a simulated review: the same pairs, clustered anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from pipelines.engine import open_engine
from pipelines.linkage import link_period
from pipelines.linkage.evaluate.pairs import PairFigures, count_pairs
from pipelines.linkage.evaluate.review import simulate_review
from pipelines.linkage.evaluate.standing import Standing, read_standing
from pipelines.linkage.evaluate.thresholds import evaluate_thresholds
from pipelines.linkage.model import load_model

from .conftest import JULY, Staging
from .people import staged_rows


@pytest.fixture
def linked(staging: Staging) -> tuple[Standing, pa.Table]:
    """A linked month, and its rows with their true persons and clusters."""
    given = list(staged_rows(600, seed=23))
    # Each row in P3KE follows the row in DTKS of the same person.
    people = np.cumsum([row["source"] == "dtks" for row in given]).tolist()
    owners = dict(zip(staging.add_all(JULY, given), people, strict=True))
    link_period(staging.warehouse, JULY)
    with staging.warehouse.transaction() as transaction:
        standing = read_standing(transaction)
        found = transaction.rows_of(
            "select r.row_id, r.node_id, c.cluster_id from linkage.row_node as r"
            " join linkage.cluster as c on r.node_id = c.node_id",
            "rows",
        )
    rows = [
        {
            "period": "2026-07",
            "node_id": row["node_id"],
            "person_id": row["cluster_id"],
            "true_person_id": owners[row["row_id"]],
        }
        for row in found
    ]
    return standing, pa.Table.from_pylist(rows)


def as_linked(rows: pa.Table) -> PairFigures:
    with open_engine() as engine:
        engine.register("entry", rows)
        return count_pairs(engine, "entry")


def test_the_models_own_threshold_gives_the_links_that_stand(
    linked: tuple[Standing, pa.Table],
) -> None:
    standing, rows = linked
    model = load_model()
    (found,) = evaluate_thresholds(standing, rows, model, [model.thresholds.link])
    assert found.figures == as_linked(rows)
    assert found.figures.f1 > 0.98


def test_a_higher_threshold_links_less(linked: tuple[Standing, pa.Table]) -> None:
    standing, rows = linked
    low, high = evaluate_thresholds(standing, rows, load_model(), [-6.0, 11.0])
    assert high.figures.linked < low.figures.linked
    assert high.figures.precision >= low.figures.precision


def test_a_review_shows_few_people_and_makes_links_better(
    linked: tuple[Standing, pa.Table],
) -> None:
    standing, rows = linked
    model = load_model()
    # Nearly everything is left to people.
    asking = replace(model.thresholds, link=11.0, review_from=-9.0, review_to=12.0)
    found = simulate_review(standing, rows, replace(model, thresholds=asking))
    assert 0 < found.answered <= found.people_shown <= found.people // 100
    assert found.after.f1 > found.before.f1


def test_where_nothing_is_in_doubt_nobody_is_asked(linked: tuple[Standing, pa.Table]) -> None:
    standing, rows = linked
    found = simulate_review(standing, rows, load_model())
    assert (found.questions, found.answered) == (0, 0)
    assert found.before == found.after == as_linked(rows)
