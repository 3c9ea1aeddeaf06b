"""A regency drawn for the tests: who lives where and answers what, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.disclosure import Earlier, Structure, round_counts, sum_by_area
from pipelines.disclosure.structure import ALL, TOTAL_POSITION

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

    def after_some_left(self, seed: int, share: float) -> Regency:
        """The regency without some of those who lived there."""
        stays = np.random.default_rng(seed).random(len(self.village_of)) >= share
        return replace(self, village_of=self.village_of[stays], answers=self.answers[stays])


def draw_hamlets(structure: Structure) -> Regency:
    """Villages of a dozen: most cells hold one or nobody."""
    regency = draw_regency(structure, kecamatan=2, villages=6, mean_size=30, seed=1)
    return regency.after_some_left(seed=1, share=0.7)


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


@dataclass(frozen=True)
class Published:
    """Releases of one unit's tables: what was true, and what the public sees.

    Attributes:
        kecamatan: Of each village.
        truths: For each release: one row per village, one column per cell.
        values: The same, as published.
        people: For each release: the published number of people of each village.
    """

    structure: Structure
    kecamatan: tuple[str, ...]
    truths: list[Ints]
    values: list[Ints]
    people: list[Ints]

    @property
    def truth(self) -> Ints:
        """By release, village and cell."""
        return np.stack(self.truths)

    def tables(self) -> list[pd.DataFrame]:
        """What the public sees of each release."""
        return [
            as_tables(self.structure, self.kecamatan, values, people)
            for values, people in zip(self.values, self.people, strict=True)
        ]

    def tables_with_small_cells_hidden(self) -> pd.DataFrame:
        """The first release in exact numbers, for an outsider to fill in."""
        return as_tables(self.structure, self.kecamatan, self.truths[0], self.people[0])


def publish(
    structure: Structure,
    kecamatan: Sequence[str],
    truths: Sequence[Ints],
    people: list[Ints] | None = None,
) -> Published:
    """Publish months one after another."""
    values: list[Ints] = []
    earlier: list[Earlier] = []
    for truth in truths:
        values.append(round_counts(structure, truth, kecamatan, earlier))
        earlier = [Earlier(truth, values[-1])]
    return Published(
        structure,
        tuple(kecamatan),
        list(truths),
        values,
        people or [published[:, TOTAL_POSITION] for published in values],
    )


def as_tables(
    structure: Structure, kecamatan: Sequence[str], published: Ints, people: Ints
) -> pd.DataFrame:
    """Everything that the public sees, one number a row; villages of few people without crosses."""
    names, by_kecamatan = sum_by_area(published, kecamatan)
    shown = published.astype(float)
    shown[np.ix_(people < SMALL_VILLAGE, ~structure.is_margin)] = np.nan
    villages = [f"V{number:03}" for number in range(len(kecamatan))]
    return pd.concat(
        [
            _level(structure, "village", villages, kecamatan, shown),
            _level(structure, "kecamatan", names, ["R"] * len(names), by_kecamatan),
            _level(structure, "regency", ["R"], [""], published.sum(axis=0)[None]),
        ],
        ignore_index=True,
    )


def _level(
    structure: Structure,
    level: str,
    areas: Sequence[str],
    parents: Sequence[str],
    values: npt.NDArray,
) -> pd.DataFrame:
    cells = pd.DataFrame([vars(cell) for cell in structure.cells])
    places = pd.DataFrame({"level": level, "area": areas, "parent": list(parents)})
    table = places.merge(cells, how="cross")
    return table.assign(value=np.asarray(values, dtype=float).ravel())
