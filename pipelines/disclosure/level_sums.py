"""Kecamatan and regency are sums of the published villages, never rounded anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


def sum_by_area(published: Counts, areas: Sequence[str]) -> tuple[list[str], Counts]:
    """Add villages up by the area that each belongs to.

    Args:
        published: One row per village, one column per cell.
        areas: The area of each village.

    Returns:
        Areas in order of their codes, and one row of sums for each.
    """
    names, row_of = np.unique(np.asarray(areas, dtype=str), return_inverse=True)
    sums = np.zeros((len(names), published.shape[1]), dtype=np.int64)
    np.add.at(sums, row_of, published)
    return names.tolist(), sums
