"""A clerical sample: drawn by chance, blind, and what its answers say of precision and recall."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipelines.errors import UsageError
from pipelines.linkage import link_period
from pipelines.review.answers import import_answers
from pipelines.review.estimate import estimate
from pipelines.review.sample import FEWEST_DRAWN, allocate, draw_sample
from pipelines.review.workbook import ANSWER, REVIEWER, SHEET
from tests.linkage.conftest import JULY, Staging
from tests.linkage.people import staged_rows

from .test_workbook import column

SIZE = 40


@pytest.fixture
def linked(staging: Staging) -> Staging:
    staging.add_all(JULY, staged_rows(120, seed=31))
    link_period(staging.warehouse, JULY)
    with staging.warehouse.transaction() as tx:
        tx.execute("truncate linkage.clerical_sample cascade", "forget the samples")
    return staging


def drawn(staging: Staging) -> set[tuple[int, int]]:
    with staging.warehouse.transaction() as tx:
        query = "select left_node_id, right_node_id from linkage.clerical_pair"
        return {tuple(row) for row in tx.execute(query, "drawn pairs")}


def answer_all(path: Path, answers: dict[str, str]) -> None:
    """Answer every line of a workbook; `answers` has the words for a pair, else `sama`."""
    workbook = load_workbook(path)
    sheet = workbook[SHEET]
    for row in range(3, sheet.max_row + 1):
        pair = str(sheet.cell(row, 1).value)
        sheet.cell(row, column(sheet, ANSWER)).value = answers.get(pair, "sama")
        sheet.cell(row, column(sheet, REVIEWER)).value = "Rina"
    workbook.save(path)


def as_linked(staging: Staging, wrong: int = 0) -> dict[str, str]:
    """Answers that agree with the links, but for the first few linked pairs."""
    query = (
        "select left_node_id || '-' || right_node_id as pair, is_linked from linkage.clerical_pair"
        " join linkage.clerical_sample using (sample_id, stratum) order by 1"
    )
    with staging.warehouse.transaction() as tx:
        rows = tx.rows_of(query, "sampled pairs")
    misled = {row["pair"] for row in [row for row in rows if row["is_linked"]][:wrong]}
    return {
        row["pair"]: "sama" if row["is_linked"] and row["pair"] not in misled else "beda"
        for row in rows
    }


def test_the_same_seed_draws_the_same_pairs(linked: Staging, tmp_path: Path) -> None:
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=tmp_path / "satu.xlsx")
    first = drawn(linked)
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=tmp_path / "dua.xlsx")
    assert len(first) == SIZE
    assert drawn(linked) == first


def test_a_sample_shows_no_weight_and_no_link(linked: Staging, tmp_path: Path) -> None:
    path = tmp_path / "sampel.xlsx"
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=path)
    sheet = load_workbook(path)[SHEET]
    assert {sheet.cell(row, 2).value for row in range(3, sheet.max_row + 1)} <= {None, ""}


def test_strata_hold_all_kept_pairs(linked: Staging, tmp_path: Path) -> None:
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=tmp_path / "sampel.xlsx")
    with linked.warehouse.transaction() as tx:
        populations = tx.scalar("select sum(population) from linkage.clerical_sample")
        assert populations == tx.scalar("select count(*) from linkage.pair")


def test_answers_that_agree_with_the_links_make_them_perfect(
    linked: Staging, tmp_path: Path
) -> None:
    path = tmp_path / "sampel.xlsx"
    number = draw_sample(linked.warehouse, size=SIZE, seed=1, out=path)
    answer_all(path, as_linked(linked))
    assert import_answers(linked.warehouse, path).sample_id == number
    found = estimate(linked.warehouse)
    assert found.precision.value == found.recall.value == found.f1.value == 1
    assert found.precision.low < 1
    assert import_answers(linked.warehouse, path).unchanged == SIZE


def test_wrong_links_lower_precision_by_the_weight_of_their_stratum(
    linked: Staging, tmp_path: Path
) -> None:
    path = tmp_path / "sampel.xlsx"
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=path)
    answer_all(path, as_linked(linked, wrong=3))
    import_answers(linked.warehouse, path)
    found = estimate(linked.warehouse)
    linked_strata = [stratum for stratum in found.strata if stratum.is_linked]
    true = sum(s.population * s.same / (s.same + s.different) for s in linked_strata)
    assert found.precision.value == pytest.approx(true / sum(s.population for s in linked_strata))
    assert found.precision.low < found.precision.value < found.precision.high


def test_what_was_judged_whole_is_known(linked: Staging, tmp_path: Path) -> None:
    path = tmp_path / "sampel.xlsx"
    draw_sample(linked.warehouse, size=100_000, seed=1, out=path)
    answer_all(path, as_linked(linked, wrong=3))
    import_answers(linked.warehouse, path)
    found = estimate(linked.warehouse)
    assert found.precision.value < 1
    assert found.precision.low == pytest.approx(found.precision.value)
    assert found.precision.high == pytest.approx(found.precision.value)


def test_a_sample_changes_no_link(linked: Staging, tmp_path: Path) -> None:
    before = linked.snapshot()
    path = tmp_path / "sampel.xlsx"
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=path)
    answer_all(path, {})
    import_answers(linked.warehouse, path)
    link_period(linked.warehouse, JULY)
    assert linked.snapshot() == before


def test_an_unanswered_sample_estimates_nothing(linked: Staging, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such sample"):
        estimate(linked.warehouse)
    draw_sample(linked.warehouse, size=SIZE, seed=1, out=tmp_path / "sampel.xlsx")
    with pytest.raises(UsageError, match="no answer"):
        estimate(linked.warehouse)


def test_without_links_nothing_is_drawn(staging: Staging, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No pairs"):
        draw_sample(staging.warehouse, size=SIZE, seed=1, out=tmp_path / "sampel.xlsx")


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=12), st.integers(0, 300))
def test_a_stratum_is_never_drawn_beyond_what_it_holds(populations: list[int], size: int) -> None:
    shares = allocate(populations, size)
    assert all(share <= population for share, population in zip(shares, populations, strict=True))
    fewest = sum(min(population, FEWEST_DRAWN) for population in populations)
    assert sum(shares) == min(max(size, fewest), sum(populations))
