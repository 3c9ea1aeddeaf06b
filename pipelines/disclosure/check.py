"""What must hold before anything is published: sums, bounds, unchanged cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.disclosure.steps import cheapest_values
from pipelines.disclosure.structure import BASE, Structure
from pipelines.disclosure.window import (
    SMALL,
    Anchor,
    Costs,
    Counts,
    Earlier,
    Flags,
    Freedom,
    anchor_of,
    declared_bound,
    limits_of,
)
from pipelines.errors import DisclosureError


def check_publication(
    structure: Structure, counts: Counts, published: Counts, earlier: Sequence[Earlier] = ()
) -> None:
    """Refuse a publication by which somebody could be found.

    Published tables that add up are themselves a possible truth, and so is every table with up to
    the bound added to one cell and to all sums above it: then nobody can narrow a cell down. That
    argument needs these checks and nothing else.

    Args:
        structure: The tables.
        counts: True counts, one row per village, one column per cell.
        published: What is to be published, the same shape.
        earlier: As given to the rounding.

    Raises:
        DisclosureError: With every rule that is broken, and how often; never a count.
    """
    anchor = anchor_of(counts, earlier)
    has_moved = anchor.is_bound & np.isin(counts, SMALL) & (anchor.value != published)
    broken = {
        "sums do not add up": structure.sums @ published.T != 0,
        f"values are no multiples of {BASE}": (published % BASE != 0) | (published < 0),
        "values are off by more than is declared": np.abs(published - counts)
        > declared_bound(counts),
        "empty cells are shown as more than before": (counts == 0)
        & (published > np.maximum(anchor.value, 0)),
        "small cells moved although nothing changed": has_moved
        & _could_stay(structure, counts, anchor, has_moved.any(axis=1))[:, None],
        "unchanged small cells are shown as many": has_moved & (published > BASE),
    }
    found = [
        f"{np.count_nonzero(faults)} {rule}" for rule, faults in broken.items() if faults.any()
    ]
    if found:
        raise DisclosureError(
            f"The {structure.unit} may not be published: {'; '.join(found)}.",
            remedy="Nothing was published. Report it with the period; do not publish by hand.",
        )


def _could_stay(structure: Structure, counts: Counts, anchor: Anchor, asked: Flags) -> Flags:
    """Of the villages asked about: whether all unchanged small cells can keep their numbers."""
    found = np.zeros(len(counts), dtype=np.bool_)
    for village in np.flatnonzero(asked):
        one = slice(village, village + 1)
        limits = limits_of(counts[one], anchor.of(one), Freedom.LARGE_FLIPS)
        zeros = np.zeros(structure.sums.shape[0], dtype=np.int64)
        found[village] = cheapest_values(structure.sums, zeros, limits, _for_free) is not None
    return found


def _for_free(steps: Counts) -> Costs:
    return np.zeros(steps.shape)
