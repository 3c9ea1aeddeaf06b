"""Controlled rounding: all adds up, little is off, and what stands still keeps its number."""

import time

import numpy as np
import pytest

from pipelines.disclosure import (
    FAMILIES,
    PERSONS,
    STRUCTURES,
    Earlier,
    Structure,
    check_publication,
    round_counts,
    sum_by_area,
)
from pipelines.errors import DisclosureError
from tests.disclosure.drawn import Regency, draw_hamlets, draw_regency

by_unit = pytest.mark.parametrize("structure", STRUCTURES, ids=lambda s: s.unit)


def drawn(structure: Structure, seed: int = 1, **changes: int) -> Regency:
    sizes = {"kecamatan": 2, "villages": 6, "mean_size": 400, **changes}
    return draw_regency(structure, seed=seed, **sizes)


@by_unit
def test_every_number_is_a_multiple_of_5_within_4_and_all_sums_hold(structure: Structure) -> None:
    regency = drawn(structure)
    counts = regency.counts()
    published = round_counts(structure, counts, regency.kecamatan)
    assert (published % 5 == 0).all()
    assert np.abs(published - counts).max() <= 4
    assert not (structure.sums @ published.T).any()
    check_publication(structure, counts, published)


@by_unit
def test_nobody_is_published_where_nobody_is(structure: Structure) -> None:
    regency = drawn(structure)
    counts = regency.counts()
    assert not round_counts(structure, counts, regency.kecamatan)[counts == 0].any()


def test_the_same_counts_give_the_same_numbers() -> None:
    regency = drawn(PERSONS)
    counts = regency.counts()
    once, again = (round_counts(PERSONS, counts, regency.kecamatan) for _ in range(2))
    assert (once == again).all()


def test_a_kecamatan_is_the_sum_of_its_villages() -> None:
    regency = drawn(PERSONS)
    published = round_counts(PERSONS, regency.counts(), regency.kecamatan)
    names, sums = sum_by_area(published, regency.kecamatan)
    assert names == ["K00", "K01"]
    assert (sums[0] == published[:6].sum(axis=0)).all()


@by_unit
def test_a_cell_whose_truth_stands_still_keeps_its_number_over_a_year(structure: Structure) -> None:
    regency = drawn(structure)
    counts = regency.counts()
    published = round_counts(structure, counts, regency.kecamatan)
    for month in range(12):
        last = Earlier(counts, published)
        regency = regency.next_month(seed=100 + month)
        counts = regency.counts()
        published = round_counts(structure, counts, regency.kecamatan, [last])
        check_publication(structure, counts, published, [last])
        assert np.abs(published - counts)[:, 0].max() <= 5
        still = counts == last.truth
        assert still.any() and not still.all()
        assert (published[still] == last.published[still]).all()


def test_a_corrected_month_that_goes_back_gets_its_first_numbers_again() -> None:
    regency = drawn(PERSONS)
    first = regency.counts()
    published = round_counts(PERSONS, first, regency.kecamatan)
    other = regency.next_month(seed=7).counts()
    own = Earlier(first, published)
    corrected = Earlier(other, round_counts(PERSONS, other, regency.kecamatan, [own]))
    back = round_counts(PERSONS, first, regency.kecamatan, [own, corrected])
    assert (back == published).all()


@by_unit
def test_tiny_villages_from_which_people_leave_can_be_published_for_a_year(
    structure: Structure,
) -> None:
    regency = draw_hamlets(structure)
    counts = regency.counts()
    published = round_counts(structure, counts, regency.kecamatan)
    for month in range(12):
        last = Earlier(counts, published)
        regency = regency.next_month(seed=200 + month, share=0.05)
        counts = regency.counts()
        published = round_counts(structure, counts, regency.kecamatan, [last])
        check_publication(structure, counts, published, [last])
        assert np.abs(published - counts)[:, 0].max() <= 5


@by_unit
def test_hamlets_that_people_leave_are_published_although_unchanged_cells_must_move(
    structure: Structure,
) -> None:
    # A cell of one may be shown as 5: when others leave, the total must come down, and no number of
    # those who stay can follow.
    regency = draw_hamlets(structure)
    counts = regency.counts()
    published = round_counts(structure, counts, regency.kecamatan)
    moved = 0
    for month in range(12):
        last = Earlier(counts, published)
        regency = regency.next_month(seed=200 + month, share=0.1)
        regency = regency.after_some_left(seed=900 + month, share=0.1)
        counts = regency.counts()
        published = round_counts(structure, counts, regency.kecamatan, [last])
        check_publication(structure, counts, published, [last])
        assert np.abs(published - counts)[:, 0].max() <= 5
        is_small = (counts > 0) & (counts < 5)
        flips = (counts == last.truth) & is_small & (published != last.published)
        assert set(published[flips]) <= {0, 5}
        moved += int(flips.sum())
    assert 0 < moved < 20


def test_a_month_in_between_follows_its_own_last_numbers_first() -> None:
    regency = drawn(PERSONS)
    before = regency.counts()
    own = regency.next_month(seed=5).counts()
    first = Earlier(before, round_counts(PERSONS, before, regency.kecamatan))
    second = Earlier(own, round_counts(PERSONS, own, regency.kecamatan, [first]))
    corrected = regency.next_month(seed=5).next_month(seed=6, share=0.01).counts()
    published = round_counts(PERSONS, corrected, regency.kecamatan, [second, first])
    still = corrected == own
    assert (published[still] == second.published[still]).all()
    back = (corrected == before) & ~still
    assert back.any()
    assert (published[back] == first.published[back]).mean() > 0.8


def test_a_total_published_before_its_bound_was_promised_comes_within_it() -> None:
    regency = drawn(PERSONS)
    counts = regency.counts()
    published = round_counts(PERSONS, counts, regency.kecamatan)
    far = published.copy()
    far[0, 0] = counts[0, 0] // 5 * 5 + 15
    again = round_counts(PERSONS, counts, regency.kecamatan, [Earlier(counts, far)])
    assert abs(again[0, 0] - counts[0, 0]) <= 5


def test_counts_that_do_not_add_up_are_not_rounded() -> None:
    regency = drawn(PERSONS)
    counts = regency.counts()
    counts[0, 0] += 1
    with pytest.raises(DisclosureError, match="do not add up"):
        round_counts(PERSONS, counts, regency.kecamatan)


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (lambda values, counts: values.__setitem__((0, 0), values[0, 0] + 5), "sums"),
        (lambda values, counts: values.__setitem__((0, 0), values[0, 0] + 1), "multiples"),
        (lambda values, counts: values.__setitem__((0, 0), values[0, 0] + 10), "off by more"),
        (
            lambda values, counts: values.__setitem__((0, 0), counts[0, 0] // 5 * 5 + 10),
            "off by more",
        ),
        (lambda values, counts: values.__setitem__(counts == 0, 5), "empty cells"),
    ],
    ids=["sums", "multiples", "bounds", "total", "empty"],
)
def test_a_publication_that_breaks_a_rule_is_refused(fault: object, rule: str) -> None:
    regency = drawn(PERSONS)
    counts = regency.counts()
    published = round_counts(PERSONS, counts, regency.kecamatan)
    fault(published, counts)  # type: ignore[operator]
    with pytest.raises(DisclosureError, match=rule):
        check_publication(PERSONS, counts, published)


def test_a_small_cell_that_moves_though_it_could_have_stayed_is_refused() -> None:
    regency = drawn(PERSONS)
    counts = regency.counts()
    published = round_counts(PERSONS, counts, regency.kecamatan)
    flipped = np.where((counts > 0) & (counts < 5), 5 - published, published)
    with pytest.raises(DisclosureError, match="small cells moved"):
        check_publication(PERSONS, counts, published, [Earlier(counts, flipped)])


@pytest.mark.timeout(120)
@by_unit
def test_the_whole_regency_takes_seconds(structure: Structure) -> None:
    size = {PERSONS: 750, FAMILIES: 175}[structure]
    regency = drawn(structure, kecamatan=20, villages=12, mean_size=size)
    counts = regency.counts()
    began = time.process_time()
    round_counts(structure, counts, regency.kecamatan)
    assert time.process_time() - began < 10
