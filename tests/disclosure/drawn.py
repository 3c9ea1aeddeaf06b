"""A regency drawn for the tests: who lives where and answers what, month by month."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.disclosure import Earlier, Structure, sum_by_area
from pipelines.disclosure.structure import ALL

Ints = npt.NDArray[np.int64]
SMALL_VILLAGE = 200
# Few answers are common, most are rare: as in the registries.
STEEPNESS = 1.3


@dataclass(frozen=True)
class Regency:
    """Where each person or family lives, and the category it has in each dimension."""

    structure: Structure
    village_of: Ints
    answers: Ints
    kecamatan: tuple[str, ...]

    @property
    def villages(self) -> list[str]:
        return [f"V{number:03}" for number in range(len(self.kecamatan))]

    def counts(self) -> Ints:
        """True counts: one row per village, one column per cell."""
        columns = []
        for cell in self.structure.cells:
            is_in = np.ones(len(self.village_of), dtype=bool)
            for name, category in (
                (cell.row_dimension, cell.row_category),
                (cell.column_dimension, cell.column_category),
            ):
                if name != ALL:
                    at = [d.name for d in self.structure.dimensions].index(name)
                    code = self.structure.categories_of(name).index(category)
                    is_in &= self.answers[:, at] == code
            columns.append(np.bincount(self.village_of[is_in], minlength=len(self.kecamatan)))
        return np.stack(columns, axis=1)

    def next_month(self, seed: int, share: float = 0.02) -> Regency:
        """The regency after some moved, came anew in place of others, or answer otherwise."""
        draw = np.random.default_rng(seed)
        changed = draw.random(len(self.village_of)) < share
        other = _answers(self.structure, len(self.village_of), draw)
        moved = np.where(changed, draw.permutation(self.village_of), self.village_of)
        return replace(
            self, village_of=moved, answers=np.where(changed[:, None], other, self.answers)
        )


def draw_regency(
    structure: Structure, *, kecamatan: int, villages: int, mean_size: int, seed: int
) -> Regency:
    """Villages of very different sizes, the smallest below what may be shown in detail."""
    draw = np.random.default_rng(seed)
    sizes = np.maximum(draw.lognormal(np.log(mean_size), 0.7, kecamatan * villages), 30).astype(int)
    sizes[0] = SMALL_VILLAGE // 2
    return Regency(
        structure,
        np.repeat(np.arange(len(sizes)), sizes),
        _answers(structure, int(sizes.sum()), draw),
        tuple(f"K{number // villages:02}" for number in range(len(sizes))),
    )


def _answers(structure: Structure, rows: int, draw: np.random.Generator) -> Ints:
    columns = []
    for dimension in structure.dimensions:
        weight = 1 / np.arange(1, len(dimension.categories) + 1) ** STEEPNESS
        columns.append(draw.choice(len(weight), size=rows, p=weight / weight.sum()))
    return np.stack(columns, axis=1)


def as_tables(regency: Regency, published: Ints) -> pd.DataFrame:
    """Everything that the public sees, one number a row; small villages without crosses."""
    structure, villages = regency.structure, regency.villages
    kecamatan, by_kecamatan = sum_by_area(published, regency.kecamatan)
    shown = published.astype(float)
    is_small = published[:, 0] < SMALL_VILLAGE
    shown[np.ix_(is_small, ~structure.is_margin)] = np.nan
    return pd.concat(
        [
            _level(structure, "village", villages, regency.kecamatan, shown),
            _level(structure, "kecamatan", kecamatan, ["R"] * len(kecamatan), by_kecamatan),
            _level(structure, "regency", ["R"], [""], published.sum(axis=0)[None]),
        ],
        ignore_index=True,
    )


def _level(
    structure: Structure, level: str, areas: list[str], parents: object, values: npt.NDArray
) -> pd.DataFrame:
    cells = pd.DataFrame([vars(cell) for cell in structure.cells])
    places = pd.DataFrame({"level": level, "area": areas, "parent": list(parents)})
    table = places.merge(cells, how="cross")
    return table.assign(value=np.asarray(values, dtype=float).ravel())


def earlier(truth: Ints, published: Ints) -> Earlier:
    return Earlier(truth, published)
