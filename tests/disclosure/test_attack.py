"""An outsider with every public table of three releases, and a solver, finds no small cell."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.disclosure import FAMILIES, PERSONS, Earlier, Structure, round_counts
from tests.disclosure.attacker import Findings, attack, exactly_known
from tests.disclosure.drawn import (
    Published,
    Regency,
    as_tables,
    draw_hamlets,
    draw_regency,
    publish,
)
from tests.disclosure.puzzle import (
    Tables,
    known_changes,
    known_totals,
    puzzle_of_hidden,
    puzzle_of_rounded,
)

# What the public is told; that a 0 is usually 0 to 4 is no promise. Nothing is said of sums over
# villages that is nearer than their parts.
TOLD = {"zero": 9, "total": 5, "village": 9, "kecamatan": 40, "regency": 80}
RELEASES = 3
MEAN_SIZE = {PERSONS: 350, FAMILIES: 100}

by_unit = pytest.mark.parametrize("published", MEAN_SIZE, indirect=True, ids=lambda s: s.unit)


def drawn(structure: Structure) -> Regency:
    return draw_regency(structure, kecamatan=3, villages=4, mean_size=MEAN_SIZE[structure], seed=3)


def few_change(regency: Regency) -> Regency:
    """What a correction looks like: the same month, some rows better."""
    return regency.next_month(seed=70, share=0.001)


def people_of(releases: int) -> list[np.ndarray]:
    """In every kecamatan one village too small to be shown in detail."""
    return [np.tile([150, 400, 400, 400], 3)] * releases


@pytest.fixture(scope="module")
def published(request: pytest.FixtureRequest) -> Published:
    regency = drawn(request.param)
    truths = []
    for month in range(RELEASES):
        truths.append(regency.counts())
        regency = regency.next_month(seed=50 + month)
    return publish(request.param, regency.kecamatan, truths, people_of(RELEASES))


def assert_safe(findings: Findings) -> None:
    assert len(findings.possible) > 100
    assert findings.exact == []
    assert findings.narrow == []
    assert findings.unsettled == set()


@by_unit
@pytest.mark.timeout(60)
def test_who_knows_what_did_not_change_over_three_releases_finds_nobody(
    published: Published,
) -> None:
    truth = published.truth
    puzzle = puzzle_of_rounded(Tables.read(published.tables()), TOLD, known_changes(truth))
    assert_safe(attack(puzzle, truth))


@by_unit
@pytest.mark.timeout(60)
def test_who_knows_every_village_total_as_well_finds_nobody(published: Published) -> None:
    truth = published.truth
    tables = Tables.read(published.tables())
    puzzle = puzzle_of_rounded(tables, TOLD, known_changes(truth), totals=known_totals(truth))
    assert_safe(attack(puzzle, truth))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("structure", MEAN_SIZE, ids=lambda s: s.unit)
def test_a_corrected_release_of_the_same_month_is_no_second_draw(structure: Structure) -> None:
    # A month, the next one, then the first again with few rows corrected: all three are readable.
    regency = drawn(structure)
    first, second, corrected = (
        regency.counts(),
        regency.next_month(seed=50).counts(),
        few_change(regency).counts(),
    )
    names = regency.kecamatan
    values = [round_counts(structure, first, names)]
    values.append(round_counts(structure, second, names, [Earlier(first, values[0])]))
    beside = [Earlier(first, values[0]), Earlier(second, values[1])]
    values.append(round_counts(structure, corrected, names, beside))
    assert 0 < (first != corrected).mean() < 0.1
    still = first == corrected
    assert (values[2][still] == values[0][still]).all()
    truths = [first, second, corrected]
    published = Published(structure, names, truths, values, people_of(RELEASES))
    known = known_changes(published.truth)
    puzzle = puzzle_of_rounded(Tables.read(published.tables()), TOLD, known)
    assert_safe(attack(puzzle, published.truth))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("knows_totals", [False, True], ids=["changes", "totals"])
@pytest.mark.parametrize("structure", MEAN_SIZE, ids=lambda s: s.unit)
def test_nobody_is_found_in_hamlets_where_unchanged_small_cells_had_to_move(
    structure: Structure, knows_totals: bool
) -> None:
    regency = draw_hamlets(structure)
    truths = [regency.counts()]
    for month in range(12):
        regency = regency.next_month(seed=200 + month, share=0.1)
        regency = regency.after_some_left(seed=900 + month, share=0.1)
        truths.append(regency.counts())
    year = publish(structure, regency.kecamatan, truths)
    worst = max(range(len(truths) - 2), key=lambda start: moved_small_cells(year, start))
    assert moved_small_cells(year, worst) >= 2
    # With crosses, which of hamlets are not shown in truth.
    three = slice(worst, worst + RELEASES)
    people = [np.full(len(regency.kecamatan), 400)] * RELEASES
    shown = Published(structure, year.kecamatan, year.truths[three], year.values[three], people)
    totals = known_totals(shown.truth) if knows_totals else None
    known = known_changes(shown.truth)
    puzzle = puzzle_of_rounded(Tables.read(shown.tables()), TOLD, known, totals)
    assert_safe(attack(puzzle, shown.truth))


def moved_small_cells(year: Published, start: int) -> int:
    """Cells of 1 to 4 that stood still and got another number, in three releases."""
    truth = np.stack(year.truths[start : start + RELEASES])
    shown = np.stack(year.values[start : start + RELEASES])
    is_small = (truth[1:] >= 1) & (truth[1:] <= 4)
    return int((is_small & (truth[1:] == truth[:-1]) & (shown[1:] != shown[:-1])).sum())


@by_unit
def test_hiding_small_cells_and_nothing_else_is_broken(published: Published) -> None:
    puzzle = puzzle_of_hidden(Tables.read([published.tables_with_small_cells_hidden()]))
    exact, asked = exactly_known(puzzle, published.truth[:1])
    assert exact > asked / 4


@by_unit
def test_the_outsider_finds_a_number_that_is_there_to_be_found(published: Published) -> None:
    # The witness is no good if it can never see anything: told a bound of 0, it finds everybody.
    nothing = dict.fromkeys(TOLD, 0)
    exact = [published.tables_with_small_cells_hidden()]
    puzzle = puzzle_of_rounded(Tables.read(exact), nothing)
    findings = attack(puzzle, published.truth[:1])
    assert len(findings.exact) > len(findings.possible) / 2


@by_unit
def test_the_outsider_narrows_what_moved_although_it_is_known_to_stand_still(
    published: Published,
) -> None:
    # Drawn anew each month within a bound of 4, 0 and then 5 says 1 to 4.
    truth, values = published.truths[0], published.values[0]
    is_small = (truth >= 1) & (truth <= 4)
    people = np.full(len(truth), 400)
    drawn_anew = [
        as_tables(published.structure, published.kecamatan, shown, people)
        for shown in (values, np.where(is_small, 5 - values, values))
    ]
    told = {"zero": 4, "total": 4, "village": 4, "kecamatan": 10**4, "regency": 10**4}
    twice = np.stack([truth, truth])
    puzzle = puzzle_of_rounded(Tables.read(drawn_anew), told, known_changes(twice))
    findings = attack(puzzle, twice)
    assert len(findings.narrow) > len(findings.possible) / 2
