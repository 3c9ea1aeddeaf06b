"""Linear and whole-number programs over some unknowns of a puzzle, started from the last answer."""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse

from tests.disclosure.puzzle import Floats, Ints, Puzzle

PRIMAL_SIMPLEX = 4
TOLERANCE = 1e-6
SECONDS = 5.0


class Program:
    """Unknowns that are free; all others stand as in an answer that fits."""

    def __init__(self, puzzle: Puzzle, free: Ints, answer: Ints) -> None:
        self.free = free
        part = puzzle.matrix[:, free]
        entries = np.diff(part.indptr)
        fixed = puzzle.matrix @ answer - part @ answer[free]
        lower, upper = puzzle.row_lower - fixed, puzzle.row_upper - fixed
        self.lower, self.upper = puzzle.lower[free].copy(), puzzle.upper[free].copy()
        # What is said of a single unknown is a limit of it.
        single = np.flatnonzero(entries == 1)
        at, sign = part.indices[part.indptr[single]], part.data[part.indptr[single]]
        np.maximum.at(self.lower, at, np.where(sign > 0, lower[single], -upper[single]))
        np.minimum.at(self.upper, at, np.where(sign > 0, upper[single], -lower[single]))
        several = np.flatnonzero(entries > 1)
        self._model = _model(part[several], lower[several], upper[several], self.lower, self.upper)
        self._highs = _solver(self._model)
        self.is_unsettled = False

    def whole_answer(self, unknown: int, value: float) -> Ints | None:
        """Whole numbers that fit, where one unknown has a value; None: none were found."""
        self._highs.changeColBounds(unknown, value, value)
        self._highs.run()
        answer, is_possible = None, self._is_optimal()
        if is_possible:
            answer = np.array(self._highs.getSolution().col_value)
        self._highs.changeColBounds(unknown, self.lower[unknown], self.upper[unknown])
        if is_possible and not _is_whole(answer):
            answer = self._branched(unknown, value)
        return None if answer is None else np.rint(answer).astype(np.int64)

    def limits_of(self, unknown: int) -> tuple[float, float]:
        """What is said of an unknown by itself."""
        return float(self.lower[unknown]), float(self.upper[unknown])

    def range_of(self, unknown: int) -> tuple[float, float]:
        """The least and the most that an unknown can be, whole or not."""
        found = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(self.free))
            cost[unknown] = sign
            self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
            self._highs.run()
            assert self._is_optimal(), "the truth itself fits"
            found.append(sign * self._highs.getInfo().objective_function_value)
        return found[0], found[1]

    def _is_optimal(self) -> bool:
        return self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _branched(self, unknown: int, value: float) -> Floats | None:
        """The same by branching, where the linear program ended between whole numbers."""
        model = self._model
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.free)
        solver = _solver(model)
        model.integrality_ = []
        solver.setOptionValue("time_limit", SECONDS)
        solver.changeColBounds(unknown, value, value)
        solver.run()
        if (
            solver.getInfo().primal_solution_status
            == highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            return np.array(solver.getSolution().col_value)
        self.is_unsettled |= solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible
        return None


def _model(
    matrix: sparse.csr_matrix, row_lower: Floats, row_upper: Floats, lower: Floats, upper: Floats
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = np.zeros(len(lower))
    model.col_lower_, model.col_upper_ = lower, upper
    model.row_lower_, model.row_upper_ = row_lower, row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model


def _solver(model: highspy.HighsLp) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
    solver.passModel(model)
    return solver


def _is_whole(answer: Floats) -> bool:
    return bool(np.abs(answer - np.rint(answer)).max(initial=0.0) < TOLERANCE)
