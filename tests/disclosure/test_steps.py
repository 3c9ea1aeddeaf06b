"""Whole numbers of least cost: always whole, never dearer than need be, and none where none fit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from pipelines.disclosure import STRUCTURES, Structure
from pipelines.disclosure.steps import Costs, Counts, cheapest_values
from tests.disclosure.drawn import draw_regency


def squares_from(aims: Costs, values: Counts) -> Costs:
    squares: Costs = np.square(values - aims)
    return squares


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda s: s.unit)
def test_no_other_way_to_a_solver_finds_a_cheaper_answer(structure: Structure) -> None:
    counts = draw_regency(structure, seed=3, kecamatan=1, villages=8, mean_size=300).counts()
    for count in counts:
        aims = count / 5
        limits = (count // 5, -(-count // 5))
        needed = np.zeros(structure.sums.shape[0], dtype=np.int64)
        found = cheapest_values(
            structure.sums, needed, limits, lambda v, a=aims: squares_from(a, v)
        )
        assert found is not None
        assert not (structure.sums @ found).any()
        # Each cell has two values: a straight line between their costs is the cost itself.
        slope = squares_from(aims, limits[0] + 1) - squares_from(aims, limits[0])
        best = linprog(
            slope, A_eq=structure.sums, b_eq=needed, bounds=np.stack(limits, axis=1), method="highs"
        )
        assert slope @ found == pytest.approx(best.fun)


def test_what_would_be_halves_is_solved_in_whole_numbers() -> None:
    # Of three, any two are at most 1 together: a half of each would be the cheapest.
    pairs = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    sums = sparse.csc_matrix(np.hstack([pairs, np.eye(3)]))
    wanted = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])
    limits = (np.zeros(6, dtype=np.int64), np.ones(6, dtype=np.int64))
    found = cheapest_values(sums, np.ones(3, dtype=np.int64), limits, lambda v: -wanted * v)
    assert found is not None
    assert found[:3].sum() == 1
    assert (sums @ found == 1).all()


@pytest.mark.parametrize("needed", [1, 3])
def test_where_no_whole_numbers_fit_there_is_no_answer(needed: int) -> None:
    # Twice 0 or 1 is neither; 1 would need a half.
    sums = sparse.csc_matrix([[2.0]])
    limits = (np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64))
    assert cheapest_values(sums, np.array([needed]), limits, lambda v: 1.0 * v) is None
