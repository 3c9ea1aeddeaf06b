"""Whole numbers of least cost between limits, so that sums hold: linear programs in unit steps.

A cell that may take several values is cut into unit steps, each a variable from 0 to 1 with its own
cost. Costs are convex: a step is never taken before the one below it.
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

Counts = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]

# HiGHS keeps integrality and feasibility within a millionth.
TOLERANCE = 1e-5
# A kecamatan's villages take hundredths of a second: what takes so long has no answer worth having.
SECONDS = 20.0


def cheapest_values(
    sums: sparse.csc_matrix,
    needed: Counts,
    limits: tuple[Counts, Counts],
    cost_of: Callable[[Counts], Costs],
) -> Counts | None:
    """Values between the limits, in steps, of least cost; None if there are none.

    Args:
        sums: One row for each sum, one column for each value.
        needed: What each sum must be.
        limits: Lowest and highest value, of the shape that `cost_of` takes.
        cost_of: What each value costs, cell by cell; convex.
    """
    lowest, highest = limits
    if (lowest > highest).any():
        return None
    cell, step_cost = _steps(lowest, highest, cost_of)
    taken = _cheapest_steps(sums[:, cell], needed - sums @ lowest.ravel(), step_cost)
    if taken is None:
        return None
    values = lowest.ravel().copy()
    np.add.at(values, cell, taken)
    return values.reshape(lowest.shape)


def _steps(
    lowest: Counts, highest: Counts, cost_of: Callable[[Counts], Costs]
) -> tuple[Counts, Costs]:
    """For each step that may be taken: its cell, and what it adds to the cost."""
    cells, costs = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    below = lowest
    while (is_open := (below < highest).ravel()).any():
        added = cost_of(below + 1) - cost_of(below)
        cells.append(np.flatnonzero(is_open))
        costs.append(added.ravel()[is_open])
        below = below + 1
    return np.concatenate(cells), np.concatenate(costs)


def _cheapest_steps(matrix: sparse.csc_matrix, needed: Counts, cost: Costs) -> Counts | None:
    """Whole steps of least cost that make every sum hold; None if there are none."""
    if not len(cost):
        return np.zeros(0, dtype=np.int64) if not needed.any() else None
    program = _program(matrix, needed, cost)
    found = _solved(program)
    if found is not None and np.abs(found - np.rint(found)).max() > TOLERANCE:
        # A structure that is no network may end between two whole numbers.
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
        found = _solved(program)
    return None if found is None else np.rint(found).astype(np.int64)


def _program(matrix: sparse.csc_matrix, needed: Counts, cost: Costs) -> highspy.HighsLp:
    """Each step from 0 to 1, each sum as it must be.

    Handed to the solver as it is: SciPy's way to it looks at and copies everything, which took two
    thirds of the time of the thousand small programs that some months have.
    """
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = cost
    program.col_lower_, program.col_upper_ = np.zeros(len(cost)), np.ones(len(cost))
    program.row_lower_ = program.row_upper_ = needed.astype(np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.num_row_, program.a_matrix_.num_col_ = matrix.shape
    program.a_matrix_.start_ = matrix.indptr
    program.a_matrix_.index_ = matrix.indices
    program.a_matrix_.value_ = matrix.data
    return program


def _solved(program: highspy.HighsLp) -> Costs | None:
    """The best steps; of whole ones also the best in the time. None if there are none."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", SECONDS)
    # One core each, and the same answer whatever else the machine does.
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    solver.run()
    is_best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    feasible = highspy.SolutionStatus.kSolutionStatusFeasible
    is_whole = program.integrality_ and solver.getInfo().primal_solution_status == feasible
    return np.array(solver.getSolution().col_value) if is_best or is_whole else None
