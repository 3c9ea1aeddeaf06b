"""Which multiples of the base each cell may be published as, and what each of them costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from pipelines.disclosure.structure import BASE, TOTAL_POSITION

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Costs = npt.NDArray[np.float64]

# The next multiple below or above is never further off than this.
USUAL_BOUND = BASE - 1
# One more step, where the tables would not add up otherwise: declared to everybody.
DECLARED_BOUND = 2 * BASE - 1
# A village's total is compared with its own lists: one step beyond the count, whatever happens.
TOTAL_BOUND = BASE
# Below it a cell takes no further step: 0 would be shown as 10.
LEAST_FOR_A_STEP = 2 * BASE
SMALL = range(1, BASE)
UNKNOWN_COUNT = -1

# Costs are in squared persons. A village's own error and its kecamatan's weigh the same; the
# regency, of twenty kecamatan, leans on each village only a little.
KECAMATAN_WEIGHT = 1.0
REGENCY_WEIGHT = 0.1
# Another changed cell keeps its number unless a step brings its error down markedly.
CHANGE_COST = 12.0
# A changed cell whose truth is that of another month follows the number of that month; one of a
# few people rather than that another cell takes no further step.
LEAVE_COST = 1e3
SMALL_LEAVE_COST = 1e6
FURTHER_STEP_COST = 1e4
# Where unchanged cells move, as few as can be, and of those of 1 to 4 hardly any.
FLIP_COST = 1e5
SMALL_FLIP_COST = 1e7


class Freedom(IntEnum):
    """How much a village may move, tried in this order until its tables add up."""

    USUAL = 0
    FURTHER_STEPS = 1
    # Cells whose truth stands still move: those of many first, those of 1 to 4 where nothing else
    # is left. That always has an answer: the next multiples of all cells alone have one.
    LARGE_FLIPS = 2
    SMALL_FLIPS = 3


@dataclass(frozen=True)
class Earlier:
    """An earlier publication of the same cells: what was true then, and what was said.

    Attributes:
        truth: One row per village, one column per cell; -1 where nothing was published.
        published: The same shape.
    """

    truth: Counts
    published: Counts


@dataclass(frozen=True)
class Anchor:
    """What each cell was published as before, and how firmly that holds.

    Attributes:
        value: The number to keep, -1 where nothing was ever published.
        is_unchanged: The truth of the number to keep is the truth now.
        is_bound: The same, in the publication that binds: the cell does not move.
    """

    value: Counts
    is_unchanged: Flags
    is_bound: Flags

    def of(self, villages: npt.NDArray[np.int64] | slice) -> Anchor:
        """The rows of some villages."""
        return Anchor(self.value[villages], self.is_unchanged[villages], self.is_bound[villages])


def anchor_of(counts: Counts, earlier: Sequence[Earlier]) -> Anchor:
    """The value each cell should keep.

    The first publication that knows a cell binds it. Where its truth was another, a later one with
    today's truth is followed, if that adds up: numbers of several months need not go together.

    Args:
        counts: True counts, one row per village, one column per cell.
        earlier: Publications in the order in which they bind.
    """
    value = np.full(counts.shape, UNKNOWN_COUNT, dtype=np.int64)
    is_unchanged = np.zeros(counts.shape, dtype=np.bool_)
    is_bound = np.zeros(counts.shape, dtype=np.bool_)
    for publication in earlier:
        is_known = publication.truth != UNKNOWN_COUNT
        is_same = is_known & (publication.truth == counts) & ~is_unchanged
        is_first = is_known & (value == UNKNOWN_COUNT)
        value = np.where(is_same | is_first, publication.published, value)
        is_unchanged |= is_same
        is_bound |= is_same & is_first
    return Anchor(value, is_unchanged, is_bound)


def limits_of(counts: Counts, anchor: Anchor, freedom: Freedom) -> tuple[Counts, Counts]:
    """Lowest and highest value, in steps of the base, that each cell may take."""
    may_step = counts >= (1 if freedom > Freedom.USUAL else LEAST_FOR_A_STEP)
    bound = np.where(may_step, declared_bound(counts), USUAL_BOUND)
    lowest = np.maximum(-((bound - counts) // BASE), 0)
    highest = (counts + bound) // BASE
    # A village's 0 is printed as 0-4, and usually is. Further steps may reach it too: so who knows
    # of a change cannot tell a few people from nobody.
    kept = np.maximum(anchor.value, 0) // BASE
    # Nobody is shown where nobody is; but a cell that has just emptied may keep its number, so that
    # who left is not followed through all tables.
    is_empty = counts == 0
    kept_if_empty = np.where((freedom > Freedom.USUAL) & (kept * BASE <= DECLARED_BOUND), kept, 0)
    lowest = np.where(is_empty, 0, lowest)
    highest = np.where(is_empty, kept_if_empty, highest)
    # A number that keeps no promise made since is not kept.
    holds = anchor.is_bound & (kept <= (counts + declared_bound(counts)) // BASE)
    holds &= kept >= -((declared_bound(counts) - counts) // BASE)
    is_small = np.isin(counts, SMALL)
    if freedom >= Freedom.LARGE_FLIPS:
        holds &= is_small
    if freedom is Freedom.SMALL_FLIPS:
        # Shown as 0 and as 5, nobody and more than a few stay possible.
        highest = np.where(holds, np.maximum(kept, 1), highest)
    else:
        lowest = np.where(holds, kept, lowest)
        highest = np.where(holds, kept, highest)
    return lowest, highest


def declared_bound(counts: Counts) -> Counts:
    """How far off each number may be at most, as everybody is told."""
    bound = np.full(counts.shape, DECLARED_BOUND, dtype=np.int64)
    bound[:, TOTAL_POSITION] = TOTAL_BOUND
    return bound


def cost_of(
    steps: Counts, counts: Counts, anchor: Anchor, kecamatan_error: Counts, regency_error: Counts
) -> Costs:
    """What it costs to publish each cell as so many steps; convex in the steps.

    Args:
        steps: Candidate values, in steps of the base.
        kecamatan_error: Published minus true in the village's kecamatan, the village left out.
        regency_error: The same for the regency.
    """
    error = BASE * steps - counts
    cost = (
        np.square(error, dtype=np.float64)
        + KECAMATAN_WEIGHT * np.square(kecamatan_error + error, dtype=np.float64)
        + REGENCY_WEIGHT * np.square(regency_error + error, dtype=np.float64)
        + FURTHER_STEP_COST * np.maximum(np.abs(error) - USUAL_BOUND, 0)
    )
    is_small = np.isin(counts, SMALL)
    flip = np.where(is_small, SMALL_FLIP_COST, FLIP_COST)
    follow = np.where(is_small, SMALL_LEAVE_COST, LEAVE_COST)
    leave = np.where(anchor.is_unchanged, follow, CHANGE_COST)
    move = np.where(anchor.is_bound, flip, leave)
    distance = np.abs(steps - anchor.value // BASE)
    moved: Costs = np.where(anchor.value == UNKNOWN_COUNT, 0.0, move * distance)
    total: Costs = cost + moved
    return total
