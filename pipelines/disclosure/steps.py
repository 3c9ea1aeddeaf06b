"""Whole numbers of least cost between limits, so that sums hold: linear programs in unit steps.

A cell that may take several values is cut into unit steps, each a variable from 0 to 1 with its own
cost. Costs are convex: a step is never taken before the one below it.
"""

from __future__ import annotations

from collections.abc import Callable

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
    # Imported here: a quarter of a second that a month in which nothing changed need not pay.
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp

    if not len(cost):
        return np.zeros(0, dtype=np.int64) if not needed.any() else None
    limit = {"time_limit": SECONDS}
    found = linprog(cost, A_eq=matrix, b_eq=needed, bounds=(0, 1), method="highs-ds", options=limit)
    if not found.success:
        return None
    if np.abs(found.x - np.rint(found.x)).max() > TOLERANCE:
        # A structure that is no network may end between two whole numbers.
        found = milp(
            cost,
            constraints=LinearConstraint(matrix, needed, needed),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(cost)),
            options=limit,
        )
        if found.x is None:
            return None
    steps: Counts = np.rint(found.x).astype(np.int64)
    return steps
