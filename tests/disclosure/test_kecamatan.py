"""Tables of kecamatan: they fit the margins that villages published, and they stand still."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
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
from pipelines.disclosure.structure import ALL, DECILE_BEFORE, TOTAL_POSITION, Cell
from pipelines.errors import DisclosureError
from tests.disclosure.attacker import attack
from tests.disclosure.drawn import Ints, Regency, draw_regency
from tests.disclosure.puzzle import CELL, Tables, known_changes, puzzle_of_rounded

by_table = pytest.mark.parametrize(
    "table", KECAMATAN_TABLES, ids=lambda t: f"{t.row.name}-{t.column}"
)


def regency_of(table: KecamatanTable, seed: int = 4) -> Regency:
    return draw_regency(table.structure, kecamatan=5, villages=8, mean_size=250, seed=seed)


class Kecamatan:
    """A drawn regency's margins by kecamatan, and a table that fits them in truth."""

    def __init__(
        self, table: KecamatanTable, regency: Regency | None = None, earlier: Sequence[Earlier] = ()
    ) -> None:
        regency = regency or regency_of(table)
        counts = regency.counts()
        published = round_counts(table.structure, counts, regency.kecamatan, earlier)
        self.of_villages = Earlier(counts, published)
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
    before, after = Kecamatan(table), Kecamatan(table, regency_of(table, seed=5))
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


@pytest.mark.timeout(60)
@by_table
def test_who_knows_what_did_not_change_over_three_releases_finds_nobody(
    table: KecamatanTable,
) -> None:
    regency, tables, truths = regency_of(table), [], []
    of_villages: list[Earlier] = []
    of_kecamatan: list[Earlier] = []
    for month in range(3):
        drawn = Kecamatan(table, regency, of_villages)
        published = round_table(table, drawn.truth, drawn.margins, of_kecamatan)
        of_villages, of_kecamatan = [drawn.of_villages], [Earlier(drawn.truth, published)]
        tables.append(as_public(table, drawn.margins, published))
        truths.append(whole(table, drawn.true_margins, drawn.truth))
        regency = regency.next_month(seed=60 + month)
    truth = np.stack(truths)
    # Nothing is told of a kecamatan that is nearer than this.
    told = {"zero": 40, "total": 40, "village": 40, "kecamatan": 80, "regency": 80}
    puzzle = puzzle_of_rounded(Tables.read(tables), told, known_changes(truth))
    findings = attack(puzzle, truth)
    assert findings.narrow == []
    assert findings.unsettled == set()


def whole(table: KecamatanTable, margins: Ints, values: Ints) -> Ints:
    """The total, the margins and the cells of a table, in this order."""
    position = table.structure.position
    asked = [Cell(table.column, c) for c in table.columns] if table.column != ALL else []
    if table.has_known_rows:
        asked += [Cell(table.row.name, r) for r in table.row.categories]
    parts = [margins[:, [TOTAL_POSITION, *(position[cell] for cell in asked)]]]
    if table.row_cells:
        parts.append(row_sums(table, values))
    return np.concatenate([*parts, values], axis=1)


def as_public(table: KecamatanTable, margins: Ints, values: Ints) -> pd.DataFrame:
    """For the outsider: kecamatan in the place of villages, the regency above them."""
    numbers = whole(table, margins, values)
    inner = [*table.row_cells, *table.cells]
    asked = [Cell(table.column, c) for c in table.columns] if table.column != ALL else []
    if table.has_known_rows:
        asked += [Cell(table.row.name, r) for r in table.row.categories]
    cells = pd.DataFrame([vars(c) for c in (Cell(ALL, ALL), *asked, *inner)], columns=CELL)
    levels = {
        "village": (numbers, "R"),
        "kecamatan": (numbers.sum(axis=0)[None], "R"),
        "regency": (numbers.sum(axis=0)[None], ""),
    }
    return pd.concat(
        [
            pd.DataFrame({"level": level, "area": range(len(shown)), "parent": parent})
            .merge(cells, how="cross")
            .assign(value=shown.ravel().astype(float))
            for level, (shown, parent) in levels.items()
        ],
        ignore_index=True,
    )
