"""Tables of kecamatan: they fit the margins that villages published, and they stand still."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.disclosure import (
    FAMILIES,
    KECAMATAN_TABLES,
    Earlier,
    KecamatanTable,
    check_table,
    round_counts,
    round_table,
    row_sums,
    sum_by_area,
)
from pipelines.disclosure.structure import ALL, DECILE_BEFORE, Cell
from pipelines.errors import DisclosureError
from tests.disclosure.drawn import Ints, draw_regency

by_table = pytest.mark.parametrize(
    "table", KECAMATAN_TABLES, ids=lambda t: f"{t.row.name}-{t.column}"
)


class Kecamatan:
    """A drawn regency's margins by kecamatan, and a table that fits them in truth."""

    def __init__(self, table: KecamatanTable, seed: int = 4) -> None:
        regency = draw_regency(table.structure, kecamatan=5, villages=8, mean_size=250, seed=seed)
        counts = regency.counts()
        published = round_counts(table.structure, counts, regency.kecamatan)
        self.margins = sum_by_area(published, regency.kecamatan)[1]
        self.true_margins = sum_by_area(counts, regency.kecamatan)[1]
        row = self._answers(table, regency.answers)
        names = [d.name for d in table.structure.dimensions]
        column = (
            np.zeros(len(row), dtype=int)
            if table.column == ALL
            else regency.answers[:, names.index(table.column)]
        )
        of_kecamatan = np.array([int(k[1:]) for k in regency.kecamatan])[regency.village_of]
        self.truth = np.zeros((5, len(table.cells)), dtype=np.int64)
        np.add.at(self.truth, (of_kecamatan, row * len(table.columns) + column), 1)

    @staticmethod
    def _answers(table: KecamatanTable, answers: Ints) -> Ints:
        names = [d.name for d in table.structure.dimensions]
        if table.has_known_rows:
            return answers[:, names.index(table.row.name)]
        # Most stand in the same decile as before.
        draw = np.random.default_rng(3)
        other = draw.integers(0, len(table.row.categories), len(answers))
        return np.where(draw.random(len(answers)) < 0.9, answers[:, 0], other)


@by_table
def test_a_table_adds_up_to_what_villages_published_and_is_near_the_truth(
    table: KecamatanTable,
) -> None:
    drawn = Kecamatan(table)
    published = round_table(table, drawn.truth, drawn.margins)
    check_table(table, drawn.truth, drawn.true_margins, published, drawn.margins)
    off = np.abs(published - drawn.truth)
    assert (off <= 10).mean() >= 0.95
    assert off.max() <= 40


@by_table
def test_a_table_of_which_nothing_changed_keeps_every_number(table: KecamatanTable) -> None:
    drawn = Kecamatan(table)
    published = round_table(table, drawn.truth, drawn.margins)
    again = round_table(table, drawn.truth, drawn.margins, [Earlier(drawn.truth, published)])
    assert (again == published).all()


def test_most_unchanged_cells_stay_when_others_change() -> None:
    table = KecamatanTable(FAMILIES, DECILE_BEFORE, "decile_group")
    before, after = Kecamatan(table), Kecamatan(table, seed=5)
    after.truth[0], after.margins[0] = before.truth[0], before.margins[0]
    published = round_table(table, before.truth, before.margins)
    later = round_table(table, after.truth, after.margins, [Earlier(before.truth, published)])
    assert (later[0] == published[0]).all()


def test_row_sums_of_a_movement_are_those_who_stood_in_each_decile_before() -> None:
    table = KecamatanTable(FAMILIES, DECILE_BEFORE, "decile_group")
    drawn = Kecamatan(table)
    sums = row_sums(table, drawn.truth)
    assert table.row_cells[0] == Cell("decile_before", "1")
    assert (sums.sum(axis=1) == drawn.true_margins[:, 0]).all()
    assert sums[0, 0] == drawn.truth[0, : len(table.columns)].sum()


@pytest.mark.parametrize("rule", ["sums do not add up", "true sums", "no multiples"])
def test_a_table_that_breaks_a_rule_is_refused(rule: str) -> None:
    table = KECAMATAN_TABLES[0]
    drawn = Kecamatan(table)
    published = round_table(table, drawn.truth, drawn.margins)
    if rule == "true sums":
        drawn.truth[0, 0] += 1
    elif rule == "no multiples":
        published[0, :2] += 1, -1
    else:
        published[0, 0] += 5
    with pytest.raises(DisclosureError, match=rule):
        check_table(table, drawn.truth, drawn.true_margins, published, drawn.margins)
