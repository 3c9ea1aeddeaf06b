"""Tables to take away hold what SQL says, cell by cell; codes are text, numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from python_calamine import CalamineWorkbook

from pipelines.deliver import deliver_tables
from pipelines.deliver.labels import questions, reasons
from pipelines.deliver.order import in_order
from pipelines.deliver.tables import read_tables
from pipelines.deliver.workbook import Sheet, write_workbook
from tests.deliver.conftest import LARGE, MONTHS, NEVER_DELIVERED, Published

TABLES = {"area", "area_families_monthly", "area_persons_monthly", "area_sources_monthly",
          "deprivation", "susenas_poverty"}  # fmt: skip

FEW = (LARGE[:6], NEVER_DELIVERED[:6])


@pytest.fixture(scope="module")
def delivered(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / "out"
    deliver_tables(published.place.warehouse, MONTHS[1], out)
    return out


@pytest.fixture(scope="module")
def some_sheets(published: Published) -> list[Sheet]:
    """The tables of one kecamatan, the regency and a village without data: styles take time."""
    with published.place.warehouse.transaction() as tx:
        sheets = read_tables(tx, MONTHS[1])
    return [replace(sheet, rows=_of_few_areas(sheet.rows)) for sheet in sheets]


def _of_few_areas(rows: pa.Table) -> pa.Table:
    if "area_code_kemendagri" not in rows.column_names:
        return rows
    codes = rows["area_code_kemendagri"].to_pylist()
    return rows.filter([code[:6] in (*FEW, LARGE[:4]) for code in codes])


@pytest.fixture(scope="module")
def book(
    published: Published, some_sheets: list[Sheet], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    file = tmp_path_factory.mktemp("book") / "padan.xlsx"
    write_workbook(file, published.edition, some_sheets)
    book = openpyxl.load_workbook(file)
    yield book
    book.close()


def sql(published: Published, table: str) -> pd.DataFrame:
    month = " where period = date '2026-08-01'" if table.endswith("_monthly") else ""
    rows = pd.DataFrame(published.place.rows(f"select * from mart_public.{table}{month}"))
    return rows.sort_values(list(rows.columns)).reset_index(drop=True)


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(list(rows.columns)).reset_index(drop=True)


def test_every_public_table_is_there_twice(delivered: Path) -> None:
    for kind in ("csv", "parquet"):
        assert {path.stem for path in (delivered / kind).iterdir()} >= TABLES


@pytest.mark.parametrize("table", sorted(TABLES))
def test_parquet_and_csv_say_what_sql_says(
    published: Published, delivered: Path, table: str
) -> None:
    wanted = sql(published, table)
    assert len(wanted)
    found = parquet.read_table(delivered / "parquet" / f"{table}.parquet").to_pandas()
    pd.testing.assert_frame_equal(
        ordered(found).astype(object), wanted.astype(object), check_dtype=False
    )
    text = pd.read_csv(delivered / "csv" / f"{table}.csv", dtype=str, keep_default_na=False)
    as_text = wanted.astype(object).where(wanted.notna(), "").astype(str)
    pd.testing.assert_frame_equal(ordered(text), ordered(as_text), check_dtype=False)


def test_codes_are_text_in_parquet(delivered: Path) -> None:
    schema = parquet.read_schema(delivered / "parquet" / "area_persons_monthly.parquet")
    assert str(schema.field("area_code_kemendagri").type) == "string"
    assert str(schema.field("persons").type) == "int64"


@pytest.mark.parametrize(("sheet", "unit"), [("Orang", "persons"), ("Keluarga", "families")])
def test_the_workbook_holds_every_number_of_every_area_as_a_number(
    published: Published, delivered: Path, sheet: str, unit: str
) -> None:
    book = CalamineWorkbook.from_path(str(delivered / "padan_2026-08.xlsx"))
    head, *lines = book.get_sheet_by_name(sheet).to_python()
    rows = pd.DataFrame(lines, columns=head)
    column = "Orang" if unit == "persons" else "Keluarga P3KE"
    assert {type(value) for value in rows[column]} == {float}
    assert {type(code) for code in rows["Kode wilayah"]} == {str}
    place = ["Kode wilayah", "Pertanyaan", "Jawaban", "Pertanyaan kedua", "Jawaban kedua"]
    told = {tuple(map(str, key)): value for *key, value in rows[[*place, column]].to_numpy()}
    assert len(told) == len(rows) > 10_000
    assert told == {
        in_words(*names): number
        for (area, of, *cell), number in published.numbers[MONTHS[1]].items()
        if of == unit
        for names in [(area, *cell)]
    }


def in_words(area: str, row: str, answer: str, column: str, column_answer: str) -> tuple[str, ...]:
    asked, crossed = questions()[row], questions()[column]
    return (
        area,
        asked.title,
        asked.answers[answer],
        crossed.title,
        crossed.answers[column_answer],
    )


def test_a_survey_is_told_in_its_own_decimals_and_years_without_points(book: Any) -> None:
    head, *lines = book["Susenas"].iter_rows()
    by_title = {cell.value: [line[at] for line in lines] for at, cell in enumerate(head)}
    assert [cell.value for cell in by_title["Tahun"]] == [2024, 2025, 2027]
    assert {cell.number_format for cell in by_title["Tahun"]} == {"0"}
    rate = by_title["Persentase penduduk miskin"]
    assert [cell.value for cell in rate] == [7.28, 7.05, 6.9]
    assert {cell.number_format for cell in rate} == {"0.00"}


def test_a_sheet_of_which_nothing_is_given_says_so_in_a_sentence(
    published: Published, some_sheets: list[Sheet], tmp_path: Path
) -> None:
    empty = [replace(sheet, rows=sheet.rows.slice(0, 0)) for sheet in some_sheets]
    file = tmp_path / "padan.xlsx"
    write_workbook(file, published.edition, empty)
    book = CalamineWorkbook.from_path(str(file))
    ((said,),) = book.get_sheet_by_name("Susenas").to_python()
    assert said.startswith("Angka kemiskinan Susenas belum diisikan.")
    ((said,),) = book.get_sheet_by_name("Orang").to_python()
    assert said == "Tidak ada isi untuk bulan ini."


def test_every_reason_of_a_deprivation_is_told_in_indonesian(
    published: Published, book: Any
) -> None:
    said = {
        str(row["why"]) for row in published.place.rows("select why from mart_public.deprivation")
    }
    assert said == set(reasons())
    head, *lines = book["Kekurangan"].iter_rows(values_only=True)
    shown = {line[head.index("Alasan")] for line in lines}
    assert shown == set(reasons().values())
    assert not shown & said


def test_rows_are_in_the_order_of_what_they_mean(delivered: Path) -> None:
    rows = pd.read_csv(delivered / "csv" / "area_persons_monthly.csv", dtype=str)
    assert list(dict.fromkeys(rows["level"])) == ["regency", "kecamatan", "village"]
    for _, area in rows.groupby("area_code_kemendagri"):
        assert list(dict.fromkeys(area["row_dimension"])) == [
            name for name in questions() if name in set(area["row_dimension"])
        ]
        for (question, _), cells in area.groupby(["row_dimension", "column_dimension"]):
            found = list(dict.fromkeys(cells["row_category"]))
            assert found == [each for each in questions()[question].answers if each in found]
    ages = rows[rows["row_dimension"] == "age_group"]
    assert list(dict.fromkeys(ages["row_category"]))[:3] == ["0-5", "6-12", "13-15"]


def test_what_nobody_has_named_comes_last() -> None:
    rows = pa.table(
        {
            "level": ["village", "regency", "village", "village"],
            "row_dimension": ["age_group", "sex", "of_tomorrow", "age_group"],
            "row_category": ["newborn", "P", "x", "6-12"],
        }
    )
    assert in_order(rows)["row_category"].to_pylist() == ["P", "6-12", "newborn", "x"]


def test_a_zero_of_a_village_is_a_number_that_reads_0_to_4(book: Any) -> None:
    sheet = book["Orang"]
    head = [cell.value for cell in sheet[1]]
    at, level = head.index("Orang"), head.index("Tingkat")
    formats: dict[str, set[str]] = {"desa": set(), "kecamatan": set(), "kabupaten": set()}
    for row in sheet.iter_rows(min_row=2):
        if row[at].value == 0:
            formats[row[level].value].add(row[at].number_format)
    assert formats["desa"] == {'#,##0;-#,##0;"0-4"'}
    assert formats["kecamatan"] | formats["kabupaten"] == {"#,##0"}


def test_a_line_of_the_summary_says_what_sql_says(published: Published, book: Any) -> None:
    head, *lines = book["Ringkasan"].iter_rows(values_only=True)
    by_code = {line[1]: dict(zip(head, line, strict=True)) for line in lines}
    assert len(by_code) == 258
    for code, line in by_code.items():
        for title, unit, cell in (
            ("Orang", "persons", ("all", "all")),
            ("Keluarga P3KE", "families", ("all", "all")),
            ("Desil kesejahteraan: Desil 1", "persons", ("decile_group", "1")),
            ("Menerima PKH", "families", ("programme_pkh", "receives")),
        ):
            assert line[title] == published.number(code, unit, *cell), (code, title)
        roofs = [
            published.number(code, "families", "roof", answer)
            for answer in published.edition.deprivations["roof"]
        ]
        known = [number for number in roofs if number is not None]
        assert line["Atap tidak layak"] == (sum(known) if known else None)
    assert by_code[NEVER_DELIVERED]["Orang"] is None


def test_every_sheet_has_a_frozen_head_and_columns_wide_enough(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        widths = {
            column: dimension.width
            for dimension in sheet.column_dimensions.values()
            for column in range(dimension.min, dimension.max + 1)
        }
        for column, cells in enumerate(sheet.iter_cols(min_row=2), start=1):
            texts = [len(cell.value) for cell in cells if isinstance(cell.value, str)]
            assert widths[column] >= min(max(texts, default=0), 46), (sheet.title, column)


def test_explanations_name_every_column_and_every_answer(book: Any) -> None:
    lines = {tuple(row) for row in book["Penjelasan"].iter_rows(values_only=True)}
    told = {(sheet, column) for sheet, column, about in lines if about}
    for sheet in ("Orang", "Keluarga", "Sumber", "Wilayah", "Kekurangan"):
        head = [cell.value for cell in book[sheet][1] if cell.value != "Wilayah"]
        assert [name for name in head if (sheet, name) not in told] == []
    for question in questions().values():
        assert [
            text for text in question.answers.values() if (question.title, text) not in told
        ] == []
    text = " ".join(str(row[0]) for row in lines)
    assert "bukan angka kemiskinan" in text
    assert "kelipatan 5" in text


def test_a_second_run_gives_the_same_bytes(
    published: Published, delivered: Path, some_sheets: list[Sheet], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write_workbook(tmp_path / name, published.edition, some_sheets)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with published.place.warehouse.transaction() as tx:
        for sheet in read_tables(tx, MONTHS[1]):
            parquet.write_table(sheet.rows, tmp_path / "again")
            first = delivered / "parquet" / f"{sheet.name}.parquet"
            assert first.read_bytes() == (tmp_path / "again").read_bytes()
