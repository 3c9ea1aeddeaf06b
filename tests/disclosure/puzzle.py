"""What an outsider can write down from public tables: unknown whole numbers and what holds of them.

Written apart from the method: it knows the names of tables, not how they were made. Each true count
of a village is an unknown; counts of several releases that are known to differ by so much are one.
What must hold between them: sums within a table, sums over villages, the declared bound, village
totals known from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
ALL = "all"


@dataclass(frozen=True)
class Known:
    """How every village cell changed between two releases; NaN where that is not known.

    Attributes:
        change: One row per village, one column per cell, in the order of `Tables`.
    """

    first: int
    second: int
    change: Floats


@dataclass(frozen=True)
class Tables:
    """Public tables of several releases as arrays: release, area, cell; NaN: not shown."""

    cells: pd.DataFrame
    villages: list[str]
    kecamatan: Ints
    village: Floats
    above: dict[str, Floats]

    @staticmethod
    def read(releases: Sequence[pd.DataFrame]) -> Tables:
        """From rows of level, area, parent, the four columns of a cell, value."""
        cells = releases[0][CELL].drop_duplicates(ignore_index=True)
        places = releases[0].loc[releases[0]["level"] == "village", ["area", "parent"]]
        places = places.drop_duplicates(ignore_index=True)

        def values(level: str) -> Floats:
            shown = [table[table["level"] == level] for table in releases]
            rows = [t.set_index(["area", *CELL])["value"].to_numpy() for t in shown]
            return np.stack(rows).reshape(len(releases), -1, len(cells))

        kecamatan = pd.Categorical(places["parent"]).codes.astype(np.int64)
        above = {level: values(level) for level in ("kecamatan", "regency")}
        return Tables(cells, places["area"].tolist(), kecamatan, values("village"), above)

    @cached_property
    def sums(self) -> list[tuple[int, list[int]]]:
        """Wholes and their parts: margins to the total, crosses to both of their margins."""
        cells = self.cells
        at = {tuple(cell): index for index, cell in enumerate(cells.itertuples(index=False))}
        margins = cells[(cells["column_dimension"] == ALL) & (cells["row_dimension"] != ALL)]
        inner = cells[cells["column_dimension"] != ALL]
        found = [
            (at[ALL, ALL, ALL, ALL], list(rows.index))
            for _, rows in margins.groupby("row_dimension")
        ]
        for side, other in ((CELL[:2], CELL[2]), (CELL[2:], CELL[0])):
            for (name, category, _), rows in inner.groupby([*side, other]):
                found.append((at[name, category, ALL, ALL], list(rows.index)))
        return found


@dataclass(frozen=True)
class Puzzle:
    """Unknowns, their limits, and sums of them.

    Attributes:
        column: The unknown of each release, village and cell; a count is unknown + offset.
        village: Of each unknown.
        kecamatan: Of each unknown.
        matrix: Sums within villages first, which are exact, then sums over villages.
    """

    column: Ints
    offset: Ints
    village: Ints
    kecamatan: Ints
    lower: Floats
    upper: Floats
    matrix: sparse.csr_matrix
    row_lower: Floats
    row_upper: Floats

    def unknowns_of(self, truth: Ints) -> Ints:
        """The value of each unknown for given counts; they must fit all that is known."""
        values = np.zeros(len(self.lower), dtype=np.int64)
        values[self.column.ravel()] = (truth - self.offset).ravel()
        activity = self.matrix @ values
        assert (values[self.column] + self.offset == truth).all(), "changes are known truly"
        assert ((values >= self.lower) & (values <= self.upper)).all(), "bounds are declared truly"
        assert ((activity >= self.row_lower) & (activity <= self.row_upper)).all()
        return values


def known_changes(truth: Ints, *, share: float = 0.0, seed: int = 5) -> list[Known]:
    """Between any two releases: which cells did not change, and a share of the other changes.

    Args:
        truth: By release, village and cell.
    """
    draw = np.random.default_rng(seed)
    known = []
    for first in range(len(truth)):
        for second in range(first + 1, len(truth)):
            change = (truth[second] - truth[first]).astype(float)
            change[(change != 0) & (draw.random(change.shape) >= share)] = np.nan
            known.append(Known(first, second, change))
    return known


def known_totals(truth: Ints) -> Floats:
    """Every village's total, but those of 1 to 4 people: they are themselves what is sought.

    Args:
        truth: By release, village and cell, the total first.
    """
    total = truth[:, :, 0].astype(float)
    return np.where((total >= 1) & (total <= 4), np.nan, total)


def puzzle_of_rounded(
    tables: Tables,
    bound: Mapping[str, int],
    known: Sequence[Known] = (),
    totals: Floats | None = None,
) -> Puzzle:
    """What follows from rounded tables.

    Args:
        bound: How far off a number is said to be at most: `total` and `village` for those of a
            village, `kecamatan`, `regency`; `zero`: what a village's 0 is printed as, 0 to so many.
        totals: True totals of villages known from elsewhere, by release and village; NaN: unknown.
    """
    off = np.full(len(tables.cells), bound["village"], dtype=float)
    is_total = (tables.cells["row_dimension"] == ALL).to_numpy()
    off[is_total] = bound["total"]
    lower, upper = np.maximum(tables.village - off, 0), tables.village + off
    upper = np.where(tables.village == 0, np.minimum(upper, bound["zero"]), upper)
    if totals is not None:
        for limits in (lower, upper):
            total = limits[:, :, is_total]
            limits[:, :, is_total] = np.where(
                np.isnan(totals)[:, :, None], total, totals[:, :, None]
            )
    areas = {
        level: (values - bound[level], values + bound[level])
        for level, values in tables.above.items()
    }
    return _puzzle(tables, lower, upper, areas, known, off)


def puzzle_of_hidden(tables: Tables) -> Puzzle:
    """What follows from exact tables in which 1 to 4 are left out, and nothing else is done."""

    def limits(values: Floats) -> tuple[Floats, Floats]:
        is_hidden = (values >= 1) & (values <= 4)
        return np.where(is_hidden, 1, values), np.where(is_hidden, 4, values)

    areas = {level: limits(values) for level, values in tables.above.items()}
    return _puzzle(tables, *limits(tables.village), areas)


def _puzzle(
    tables: Tables,
    lower: Floats,
    upper: Floats,
    areas: dict[str, tuple[Floats, Floats]],
    known: Sequence[Known] = (),
    off: Floats | None = None,
) -> Puzzle:
    """Of limits of every count, NaN where none is shown.

    Args:
        off: By cell, how far off a village's number may be, where more follows from those shown.
    """
    column, offset = _unknowns(tables.village.shape, known)
    size = int(column.max()) + 1
    least, most = np.zeros(size), np.full(size, np.inf)
    np.maximum.at(least, column.ravel(), (np.nan_to_num(lower) - offset).ravel())
    np.minimum.at(most, column.ravel(), (np.nan_to_num(upper, nan=np.inf) - offset).ravel())
    rows = _Rows(column, offset)
    _sums_within_villages(tables, rows)
    members = {
        "kecamatan": [np.flatnonzero(tables.kecamatan == k) for k in np.unique(tables.kecamatan)],
        "regency": [np.arange(len(tables.villages))],
    }
    for level, (at_least, at_most) in areas.items():
        for area, villages in enumerate(members[level]):
            for release, cell in np.ndindex(column.shape[0], column.shape[2]):
                spot = release, area, cell
                rows.add(release, villages, [cell], at_least[spot], at_most[spot])
    if off is not None:
        _what_is_left(tables, off, rows)
    of_column = np.zeros((2, size), dtype=np.int64)
    places = np.stack([np.arange(column.shape[1]), tables.kecamatan])
    for owner, place in enumerate(places[:, None, :, None]):
        of_column[owner, column.ravel()] = np.broadcast_to(place, column.shape).ravel()
    return Puzzle(column, offset, *of_column, least, most, *rows.matrix(size))


def _unknowns(shape: tuple[int, ...], known: Sequence[Known]) -> tuple[Ints, Ints]:
    """Counts that are known to differ by so much are one unknown."""
    releases, size = shape[0], int(np.prod(shape[1:]))
    number = np.arange(releases * size).reshape(releases, size)
    root, offset = number.copy(), np.zeros_like(number)
    links = [(k.first, k.second, k.change.ravel()) for k in known]
    for _ in range(releases):
        for first, second, change in links:
            for one, other, sign in ((first, second, 1), (second, first, -1)):
                is_known = ~np.isnan(change) & (root[one] < root[other])
                root[other] = np.where(is_known, root[one], root[other])
                step = np.nan_to_num(sign * change).astype(np.int64)
                offset[other] = np.where(is_known, offset[one] + step, offset[other])
    _, column = np.unique(root, return_inverse=True)
    return column.reshape(shape), offset.reshape(shape)


class _Rows:
    """Sums of unknowns between two limits."""

    def __init__(self, column: Ints, offset: Ints) -> None:
        self.column, self.offset = column, offset
        self.entries: list[tuple[Ints, Floats]] = []
        self.limits: list[tuple[float, float]] = []

    def add(
        self,
        release: int,
        villages: Ints,
        cells: list[int],
        least: float,
        most: float,
        whole: int | None = None,
    ) -> None:
        """The sum over villages and cells of a release, less the whole."""
        spots = np.ix_([release], villages, cells)
        columns, offsets = self.column[spots].ravel(), self.offset[spots].ravel()
        signs = np.ones(len(columns))
        if whole is not None:
            at = release, villages, whole
            columns = np.concatenate([columns, self.column[at]])
            offsets = np.concatenate([offsets, self.offset[at]])
            signs = np.concatenate([signs, -np.ones(len(villages))])
        moved = float(signs @ offsets)
        self.entries.append((columns, signs))
        self.limits.append((least - moved, most - moved))

    def matrix(self, size: int) -> tuple[sparse.csr_matrix, Floats, Floats]:
        """All rows, and their limits."""
        row = np.repeat(np.arange(len(self.entries)), [len(c) for c, _ in self.entries])
        columns = np.concatenate([columns for columns, _ in self.entries])
        signs = np.concatenate([signs for _, signs in self.entries])
        matrix = sparse.csr_matrix((signs, (row, columns)), (len(self.entries), size))
        limits = np.array(self.limits)
        return matrix, limits[:, 0], limits[:, 1]


def _what_is_left(tables: Tables, off: Floats, rows: _Rows) -> None:
    """Villages shown without detail have together what their kecamatan's others leave."""
    for area in np.unique(tables.kecamatan):
        villages = np.flatnonzero(tables.kecamatan == area)
        values = tables.village[:, villages]
        for release, cell in np.argwhere(np.isnan(values).any(axis=1)):
            hidden = villages[np.isnan(values[release, :, cell])]
            above = tables.above["kecamatan"][release, area, cell]
            left = above - np.nansum(values[release, :, cell])
            slack = off[cell] * len(hidden)
            rows.add(release, hidden, [cell], left - slack, left + slack)


def _sums_within_villages(tables: Tables, rows: _Rows) -> None:
    releases, villages, _ = tables.village.shape
    for release in range(releases):
        for whole, parts in tables.sums:
            spots = [*parts, whole]
            for village in range(villages):
                now = rows.column[release, village, spots]
                # Said already of the release before.
                if release and (now == rows.column[release - 1, village, spots]).all():
                    continue
                rows.add(release, np.array([village]), parts, 0.0, 0.0, whole)
