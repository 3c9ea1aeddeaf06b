"""The review in a spreadsheet: what staff see, what they may touch, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.errors import UsageError
from pipelines.linkage import link_period
from pipelines.review.answers import import_answers
from pipelines.review.decide import decide
from pipelines.review.export import export_queue
from pipelines.review.pairs import Pair
from pipelines.review.queue import open_questions
from pipelines.review.records import mask_numbers
from pipelines.review.workbook import SHEET
from tests.linkage.conftest import AUGUST, JULY, Staging

from .people import SITI
from .test_queue import DOUBTFUL, doubtful_pair

FIRST_LINE = 3


def exported(staging: Staging, tmp_path: Path) -> Path:
    out = tmp_path / "antrean.xlsx"
    export_queue(staging.warehouse, out)
    return out


def column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def fill_in(path: Path, answers: Mapping[str, object], row: int = FIRST_LINE) -> None:
    workbook = load_workbook(path)
    sheet = workbook[SHEET]
    for header, value in answers.items():
        sheet.cell(row, column(sheet, header)).value = value
    workbook.save(path)


def decisions(staging: Staging) -> list[tuple[object, ...]]:
    with staging.warehouse.transaction() as tx:
        query = "select verdict, reviewer, note from linkage.decision order by decision_id"
        return [tuple(row) for row in tx.execute(query, "decisions")]


def test_both_records_stand_side_by_side_and_differences_are_marked(
    staging: Staging, tmp_path: Path
) -> None:
    pair = doubtful_pair(staging)
    sheet = load_workbook(exported(staging, tmp_path))[SHEET]
    name, sex = column(sheet, "Nama"), column(sheet, "Jenis kelamin")
    assert sheet.cell(FIRST_LINE, 1).value == str(pair)
    assert {sheet.cell(FIRST_LINE, c).value for c in (name, name + 1)} == {
        SITI["nama"],
        DOUBTFUL["nama"],
    }
    assert sheet.cell(FIRST_LINE, name).fill.fill_type == "solid"
    assert sheet.cell(FIRST_LINE, sex).fill.fill_type is None


def test_only_the_answers_can_be_touched(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    sheet = load_workbook(exported(staging, tmp_path))[SHEET]
    open_cells = {
        sheet.cell(1, cell.column).value for cell in sheet[FIRST_LINE] if not cell.protection.locked
    }
    assert sheet.protection.sheet
    assert open_cells == {"Jawaban", "Pemeriksa", "Catatan"}
    assert sheet.freeze_panes == "C3"


def test_the_answer_is_chosen_from_three(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    sheet = load_workbook(exported(staging, tmp_path))[SHEET]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"sama,beda,belum tahu"'
    assert sheet.cell(FIRST_LINE, column(sheet, "Jawaban")).coordinate in choice.cells


def test_no_number_stands_in_the_workbook_in_full(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    sheet = load_workbook(exported(staging, tmp_path))[SHEET]
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any(SITI["nik"][6:] in value for value in values)
    assert any(value.startswith(SITI["nik"][:6]) for value in values)


def test_a_masked_number_shows_where_it_differs() -> None:
    left, right = mask_numbers("6402995705800001", "6402995705800021")
    assert left == right == "640299••••••••#•"
    assert mask_numbers("6402995705800001", "")[0] == "640299••••••••••"


def test_a_name_that_looks_like_a_formula_is_text(staging: Staging, tmp_path: Path) -> None:
    formula = {**DOUBTFUL, "nama": "=SITI NURHALIZA"}
    staging.add(JULY, **SITI)
    staging.add(JULY, **formula, source="p3ke")
    link_period(staging.warehouse, JULY)
    sheet = load_workbook(exported(staging, tmp_path))[SHEET]
    name = column(sheet, "Nama")
    cells = [sheet.cell(FIRST_LINE, number) for number in (name, name + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "'=SITI NURHALIZA" in {cell.value for cell in cells}


def test_answers_become_decisions_and_bind(staging: Staging, tmp_path: Path) -> None:
    pair = doubtful_pair(staging)
    path = exported(staging, tmp_path)
    fill_in(path, {"Jawaban": "Sama ", "Pemeriksa": "Rina", "Catatan": "tetangga"})
    summary = import_answers(staging.warehouse, path)
    assert (summary.same, summary.open, summary.sample_id) == (1, 0, None)
    assert decisions(staging) == [("same", "Rina", "tetangga")]
    link_period(staging.warehouse, JULY)
    clusters = _clusters(staging)
    assert clusters[pair.left] == clusters[pair.right]


def test_the_same_workbook_twice_changes_nothing(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    path = exported(staging, tmp_path)
    fill_in(path, {"Jawaban": "beda", "Pemeriksa": "Rina"})
    import_answers(staging.warehouse, path)
    assert import_answers(staging.warehouse, path).unchanged == 1
    assert decisions(staging) == [("different", "Rina", None)]


def test_a_workbook_does_not_bring_back_what_was_decided_otherwise_since(
    staging: Staging, tmp_path: Path
) -> None:
    pair = doubtful_pair(staging)
    path = exported(staging, tmp_path)
    fill_in(path, {"Jawaban": "beda", "Pemeriksa": "Rina"})
    import_answers(staging.warehouse, path)
    decide(staging.warehouse, pair, "same", reviewer="Budi")
    import_answers(staging.warehouse, path)
    assert [verdict for verdict, *_ in decisions(staging)] == ["different", "same"]


def test_lines_without_answer_stay_open(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    summary = import_answers(staging.warehouse, exported(staging, tmp_path))
    assert (summary.open, decisions(staging)) == (1, [])


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"Jawaban": "mungkin", "Pemeriksa": "Rina"}, "row 3, column Jawaban"),
        ({"Jawaban": "sama"}, "row 3, column Pemeriksa"),
        ({"Jawaban": "sama", "Pemeriksa": "Rina", "Pasangan": "1-99"}, "row 3, column Pasangan"),
        ({"Jawaban": "sama", "Pemeriksa": "Rina", "Pasangan": "satu"}, "row 3, column Pasangan"),
        ({"Jawaban": "sama", "Pemeriksa": "Rina", "Kunci": "q-0"}, "row 3, column Pasangan"),
    ],
    ids=["unknown answer", "no reviewer", "other pair", "no pair", "other key"],
)
def test_a_line_that_cannot_be_read_refuses_the_workbook_and_names_the_cell(
    staging: Staging, tmp_path: Path, answers: Mapping[str, object], place: str
) -> None:
    doubtful_pair(staging)
    path = exported(staging, tmp_path)
    fill_in(path, answers)
    with pytest.raises(UsageError, match=place) as failure:
        import_answers(staging.warehouse, path)
    assert SHEET in str(failure.value)
    assert "mungkin" not in str(failure.value)
    assert decisions(staging) == []


def test_the_pair_of_another_line_is_refused(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    staging.add(AUGUST, **{**DOUBTFUL, "nama": "SITI NURAINI"}, source="p3ke")
    link_period(staging.warehouse, AUGUST)
    with staging.warehouse.transaction() as tx:
        asked = [question.pair for question in open_questions(tx)]
    assert len(asked) > 1
    path = exported(staging, tmp_path)
    fill_in(path, {"Jawaban": "sama", "Pemeriksa": "Rina", "Pasangan": str(asked[1])})
    with pytest.raises(UsageError, match="row 3, column Pasangan"):
        import_answers(staging.warehouse, path)


def test_who_answered_can_be_said_for_the_whole_workbook(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    path = exported(staging, tmp_path)
    fill_in(path, {"Jawaban": "belum tahu"})
    assert import_answers(staging.warehouse, path, reviewer="Rina").unknown == 1
    assert decisions(staging) == [("unknown", "Rina", None)]


def test_another_file_is_no_workbook_of_the_review(staging: Staging, tmp_path: Path) -> None:
    other = tmp_path / "lain.xlsx"
    other.write_bytes(b"no workbook")
    with pytest.raises(UsageError, match=r"lain\.xlsx"):
        import_answers(staging.warehouse, other)


def test_an_export_is_noted(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    exported(staging, tmp_path)
    with staging.warehouse.transaction() as tx:
        query = "select action from ops.audit order by audit_id desc limit 1"
        assert tx.scalar(query) == "review export"


def _clusters(staging: Staging) -> dict[int, int]:
    with staging.warehouse.transaction() as tx:
        rows = tx.execute("select node_id, cluster_id from linkage.cluster", "clusters")
        return {row.node_id: row.cluster_id for row in rows}


def test_an_answered_pair_has_no_line(staging: Staging, tmp_path: Path) -> None:
    pair = doubtful_pair(staging)
    decide(staging.warehouse, Pair(pair.left, pair.right), "unknown", reviewer="Rina")
    assert export_queue(staging.warehouse, tmp_path / "antrean.xlsx") == 0
