"""Controlled rounding: every cell becomes a multiple of 5, and all tables of a village add up.

Each village is solved as one linear program over its linked tables; costs carry the error so far
of its kecamatan and of the regency, so that their sums stay close. Villages of different kecamatan
are solved together. The same input gives the same output: there is no draw.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.disclosure.steps import cheapest_values
from pipelines.disclosure.structure import BASE, Structure
from pipelines.disclosure.window import (
    Anchor,
    Counts,
    Earlier,
    Freedom,
    anchor_of,
    cost_of,
    limits_of,
)
from pipelines.errors import DisclosureError

__all__ = ["Earlier", "round_counts"]

logger = logging.getLogger(__name__)

SWEEPS = 2


def round_counts(
    structure: Structure,
    counts: Counts,
    kecamatan: Sequence[str],
    earlier: Sequence[Earlier] = (),
) -> Counts:
    """Publishable values of all villages: multiples of 5 that add up in every table.

    Args:
        structure: The tables.
        counts: True counts, one row per village in a fixed order, one column per cell.
        kecamatan: The kecamatan of each village.
        earlier: Publications of the same cells, the one that binds most first: this month's own
            last one, then the month before, then the month after.

    Returns:
        The same shape as `counts`.

    Raises:
        DisclosureError: The counts themselves do not add up, or no rounding exists.
    """
    _refuse_open_sums(structure, counts)
    anchor = anchor_of(counts, earlier)
    names, group = np.unique(np.asarray(kecamatan, dtype=str), return_inverse=True)
    errors = np.zeros_like(counts)
    for _ in range(SWEEPS):
        for members in _batches(group):
            kecamatan_error = _sums(errors, group, len(names))[group[members]] - errors[members]
            regency_error = errors.sum(axis=0) - errors[members]
            batch = _Batch(
                counts[members],
                anchor.of(members),
                kecamatan_error,
                regency_error,
            )
            errors[members] = _solve(structure, batch) - counts[members]
    return counts + errors


@dataclass(frozen=True)
class _Batch:
    """Villages that are solved together; every array has one row for each."""

    counts: Counts
    anchor: Anchor
    kecamatan_error: Counts
    regency_error: Counts

    def only(self, row: int) -> _Batch:
        """One of the villages."""
        one = slice(row, row + 1)
        return _Batch(
            self.counts[one],
            self.anchor.of(one),
            self.kecamatan_error[one],
            self.regency_error[one],
        )


def _refuse_open_sums(structure: Structure, counts: Counts) -> None:
    open_sums = int(np.count_nonzero(structure.sums @ counts.T))
    if open_sums or (counts < 0).any():
        raise DisclosureError(
            f"{open_sums} sums of the {structure.unit} to be published do not add up.",
            remedy="Nothing was published. The query of the protected counts is at fault.",
        )


def _batches(group: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """The first village of every kecamatan, the second of every kecamatan, and so on."""
    order = np.argsort(group, kind="stable")
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - np.searchsorted(group[order], group[order])
    return [np.flatnonzero(rank == number) for number in range(rank.max(initial=-1) + 1)]


def _sums(errors: Counts, group: npt.NDArray[np.int64], groups: int) -> Counts:
    sums = np.zeros((groups, errors.shape[1]), dtype=np.int64)
    np.add.at(sums, group, errors)
    return sums


def _solve(structure: Structure, batch: _Batch) -> Counts:
    """Solve villages together; where that fails, one by one with growing freedom."""
    together = _try(structure, batch, Freedom.USUAL)
    if together is not None:
        return together
    return np.concatenate([_solve_one(structure, batch.only(r)) for r in range(len(batch.counts))])


def _solve_one(structure: Structure, village: _Batch) -> Counts:
    for freedom in Freedom:
        found = _try(structure, village, freedom)
        if found is not None:
            if freedom >= Freedom.LARGE_FLIPS:
                logger.info("moved unchanged %s of a village: %s", structure.unit, freedom.name)
            return found
    raise DisclosureError(
        f"The {structure.unit} of a village have no rounding within the declared bounds.",
        remedy="Nothing was published. Publish it with margins only, or report it.",
    )


def _try(structure: Structure, batch: _Batch, freedom: Freedom) -> Counts | None:
    """Published values, or None if none fit."""
    sums = _sums_of(structure, len(batch.counts))
    context = (batch.counts, batch.anchor, batch.kecamatan_error, batch.regency_error)
    values = cheapest_values(
        sums,
        np.zeros(sums.shape[0], dtype=np.int64),
        limits_of(batch.counts, batch.anchor, freedom),
        lambda steps: cost_of(steps, *context),
    )
    return None if values is None else BASE * values


@cache
def _sums_of(structure: Structure, villages: int) -> sparse.csc_matrix:
    """The sums of so many villages, each of its own cells: some twenty numbers come up again."""
    return sparse.kron(sparse.identity(villages), structure.sums, format="csc")
