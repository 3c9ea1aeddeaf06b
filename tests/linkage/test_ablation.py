"""The ablation benchmark takes out what it says it takes out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from tests.benchmarks.ablation import (
    ABLATIONS,
    RULE_GROUPS,
    RULES,
    Ablation,
    ablate,
    rule_figures,
    switched,
)
from tests.benchmarks.linkage_sets import LinkageSet

from .nodes import nodes_of
from .people import staged_rows

BY_NAME = {ablation.name: ablation for ablation in ABLATIONS}


@pytest.fixture(scope="module")
def data() -> LinkageSet:
    given = list(staged_rows(400, seed=24))
    nodes = nodes_of(given)
    people = np.cumsum([row["source"] == "dtks" for row in given])
    nothing = pa.array([[]] * len(given), pa.list_(pa.string()))
    rows = {
        "period": ["2026-07"] * len(given),
        "source": [row["source"] for row in given],
        "node_id": nodes["node_id"],
        "person_id": pa.nulls(len(given), pa.int64()),
        "true_person_id": people,
        "faults": nothing,
        "traits": nothing,
    }
    return LinkageSet(nodes, pa.table(rows))


@pytest.mark.parametrize("ablation", ABLATIONS, ids=lambda ablation: ablation.name)
def test_every_switch_finds_what_it_takes_out(ablation: Ablation) -> None:
    with switched(ablation):
        pass


def test_every_rule_is_in_one_group() -> None:
    grouped = [rule for rules in RULE_GROUPS.values() for rule in rules]
    assert sorted(grouped) == sorted(rule.name for rule in RULES)


def test_leaving_an_ingredient_out_changes_the_links(data: LinkageSet) -> None:
    whole, without = (
        ablate(data, BY_NAME[name]).pairs["all"]
        for name in ("all of it", "without the family pass")
    )
    assert whole.true == without.true
    assert whole.linked != without.linked


def test_a_pair_that_one_rule_finds_is_counted_as_its_own(data: LinkageSet) -> None:
    figures = {name: numbers for name, *numbers in rule_figures(data, RULES[:1])}
    pairs, true, alone = figures["SAME_NIK"]
    assert 0 < alone == true <= pairs
    everybody = sum(row["source"] == "p3ke" for row in staged_rows(400, seed=24))
    assert figures["(no rule)"][1] == everybody - true
