"""What must hold before anything is published: sums, bounds, unchanged cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.disclosure.structure import BASE, Structure
from pipelines.disclosure.window import SMALL, Counts, Earlier, anchor_of, declared_bound
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
    is_small = np.isin(counts, SMALL)
    broken = {
        "sums do not add up": structure.sums @ published.T != 0,
        f"values are no multiples of {BASE}": (published % BASE != 0) | (published < 0),
        "values are off by more than is declared": np.abs(published - counts)
        > declared_bound(counts),
        "empty cells are shown as more than before": (counts == 0)
        & (published > np.maximum(anchor.value, 0)),
        "small cells moved although nothing changed": anchor.is_bound
        & is_small
        & (anchor.value != published),
    }
    found = [
        f"{np.count_nonzero(faults)} {rule}" for rule, faults in broken.items() if faults.any()
    ]
    if found:
        raise DisclosureError(
            f"The {structure.unit} may not be published: {'; '.join(found)}.",
            remedy="Nothing was published. Report it with the period; do not publish by hand.",
        )
