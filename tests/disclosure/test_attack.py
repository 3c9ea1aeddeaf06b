"""An outsider with every public table of three releases, and a solver, finds no small cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from pipelines.disclosure import PERSONS, Earlier, round_counts
from tests.disclosure.attacker import (
    CELL,
    Findings,
    attack,
    puzzle_of_hidden,
    puzzle_of_rounded,
)
from tests.disclosure.drawn import Ints, Regency, as_tables, draw_regency

# What the public is told. A sum is never said to be nearer than its parts.
TOLD = {"village": 9, "kecamatan": 40, "regency": 80}
RELEASES = 3


@dataclass(frozen=True)
class Published:
    """Three months of a regency: the truth, the public tables, where the targets are."""

    regencies: list[Regency]
    truths: list[Ints]
    tables: list[pd.DataFrame]

    def targets(self) -> Ints:
        """Numbers of all village cells of 1 to 4, in all releases, among all unknowns."""
        found, offset = [], 0
        for truth, table in zip(self.truths, self.tables, strict=True):
            flat = truth.ravel()
            found.append(offset + np.flatnonzero((flat >= 1) & (flat <= 4)))
            offset += len(table)
        return np.concatenate(found)

    def changes(self, earlier: int, later: int) -> pd.DataFrame:
        """The true change of every village cell between two releases."""
        table = self.tables[earlier]
        cells = table.loc[table["level"] == "village", ["area", *CELL]]
        return cells.assign(change=(self.truths[later] - self.truths[earlier]).ravel())

    def totals(self) -> dict[tuple[int, str], int]:
        """The true number of people of every village."""
        return {
            (release, village): int(truth[row, 0])
            for release, truth in enumerate(self.truths)
            for row, village in enumerate(self.regencies[0].villages)
        }


def publish_months(regency: Regency, releases: int = RELEASES) -> Published:
    """Publish some months one after another."""
    months, truths, tables, earlier = [], [], [], []
    for month in range(releases):
        counts = regency.counts()
        values = round_counts(regency.structure, counts, regency.kecamatan, earlier)
        months.append(regency)
        truths.append(counts)
        tables.append(as_tables(regency, values))
        earlier = [Earlier(counts, values)]
        regency = regency.next_month(seed=50 + month)
    return Published(months, truths, tables)


@pytest.fixture(scope="module")
def published() -> Published:
    return publish_months(draw_regency(PERSONS, kecamatan=2, villages=4, mean_size=350, seed=3))


def unchanged(published: Published, earlier: int) -> tuple[int, int, pd.DataFrame]:
    changes = published.changes(earlier, earlier + 1)
    return earlier, earlier + 1, changes[changes["change"] == 0]


def assert_safe(findings: Findings) -> None:
    assert findings.possible
    assert findings.exact == []
    assert findings.narrow == []
    assert findings.unsettled == set()


@pytest.mark.timeout(60)
def test_who_knows_what_did_not_change_over_three_releases_finds_nobody(
    published: Published,
) -> None:
    known = [unchanged(published, earlier) for earlier in range(RELEASES - 1)]
    puzzle = puzzle_of_rounded(published.tables, TOLD, known)
    assert_safe(attack(puzzle, published.targets(), rounds=40))


@pytest.mark.timeout(60)
def test_who_knows_every_village_total_as_well_finds_nobody(published: Published) -> None:
    known = [unchanged(published, earlier) for earlier in range(RELEASES - 1)]
    puzzle = puzzle_of_rounded(published.tables, TOLD, known, published.totals())
    assert_safe(attack(puzzle, published.targets(), rounds=40))


@pytest.mark.timeout(60)
def test_hiding_small_cells_and_nothing_else_is_broken(published: Published) -> None:
    regency, truth = published.regencies[0], published.truths[0]
    puzzle = puzzle_of_hidden(as_tables(regency, truth))
    ranges = [puzzle.range_of(int(target)) for target in published.targets() if target < truth.size]
    exact = [least for least, most in ranges if most - least < 0.5]
    assert len(exact) > len(ranges) / 4


def test_the_outsider_finds_a_number_that_is_there_to_be_found(published: Published) -> None:
    # The witness is no good if it can never see anything: told a bound of 0, it finds everybody.
    puzzle = puzzle_of_rounded(
        [as_tables(published.regencies[0], published.truths[0])],
        {"village": 0, "kecamatan": 0, "regency": 0},
    )
    is_shown = ~np.isnan(puzzle.unknowns["value"].to_numpy())
    targets = np.array([t for t in published.targets() if t < published.truths[0].size])
    findings = attack(puzzle, targets[is_shown[targets]][:5], rounds=2)
    assert len(findings.exact) == 5
