import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reading import list_members, read_file
from pipelines.reading.cell_text import cell_text
from pipelines.reading.errors import BrokenFileError, EmptyFileError

from .building import (
    SHEET_PART,
    STRINGS_PART,
    cell_at,
    patch_part,
    read_rows,
    rows_of,
    write_xlsx,
    xlsx_of_rows,
    xlsx_of_xml,
)

NIK = 6402990101900001


def test_text_and_numbers_come_as_written(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["Nama", "RT"], ["SITI", 12], ["BUDI", 12.5]])
    assert read_rows(path) == [["Nama", "RT"], ["SITI", "12"], ["BUDI", "12.5"]]


def test_the_format_is_told_by_content_not_by_extension(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a", "b"]]).rename(tmp_path / "a.csv")
    assert read_rows(path) == [["a", "b"]]


def test_a_workbook_with_macros_is_read(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsm", [["a", "b"]])
    patch_part(
        path,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
    )
    assert read_rows(path) == [["a", "b"]]


def test_a_workbook_whose_main_part_has_another_name_is_read(tmp_path):
    """Excel on the web names it so when a workbook was saved anew."""
    usual = xlsx_of_rows(tmp_path / "a.xlsx", [["Nama", dt.date(1980, 3, 5)], ["SITI", NIK]])
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).replace(b"xl/workbook.xml", b"xl/workbook22.xml")
            new.writestr(name.replace("workbook.xml", "workbook22.xml"), content)
    assert read_file(path) == read_file(usual)
    assert list_members(path) is None


def test_a_workbook_by_openpyxl_with_text_inside_its_cells_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nama", "NIK", 7, True, dt.date(1999, 12, 31)])
    book.save(tmp_path / "a.xlsx")
    assert read_rows(tmp_path / "a.xlsx") == [["Nama", "NIK", "7", "TRUE", "1999-12-31"]]


def test_rows_and_columns_keep_their_place_behind_empty_ones(tmp_path):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx",
        '<row r="4"><c r="C4"><v>1</v></c></row><row r="9"><c r="D9"><v>2</v></c></row>',
    )
    (sheet,) = read_file(path)
    assert sheet.row_numbers.to_pylist() == [4, 9]
    assert rows_of(sheet) == [[None, None, "1", None], [None, None, None, "2"]]


def test_cells_that_hold_only_spaces_are_empty_and_other_spaces_are_kept(tmp_path):
    path = xlsx_of_rows(
        tmp_path / "a.xlsx", [[" a ", "  ", "\u00a0", "b"], ["   ", "", None, None]]
    )
    assert read_rows(path) == [[" a ", None, None, "b"]]


def test_a_number_typed_nik_is_noted_and_a_text_one_is_not(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["NIK", "No KK"], [NIK, str(NIK)], [15, NIK]])
    (sheet,) = read_file(path)
    assert rows_of(sheet)[1:] == [[str(NIK), str(NIK)], ["15", str(NIK)]]
    assert sheet.number_cells == {(1, 0), (2, 1)}


@pytest.mark.parametrize(
    "written",
    [
        "6402990101900001",
        "6.402990101900001E+15",
        "6.402990101900001E15",
        "6.4E+15",
        "6.4e15",
        "6402990101900001.0",
    ],
)
def test_a_long_number_is_noted_however_it_is_written(tmp_path, written):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx", f'<row r="2"><c r="B2" s="0"><v>{written}</v></c></row>'
    )
    (sheet,) = read_file(path)
    assert sheet.number_cells == {(0, 1)}
    assert cell_at(sheet, 2, 2) == str(int(float(written)))


def test_digits_that_floating_point_cannot_hold_are_kept_as_the_file_has_them(tmp_path):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><v>9402990101900001</v></c>'
        '<c r="B1"><v>12345678901234567</v></c></row>',
    )
    assert read_rows(path) == [["9402990101900001", "12345678901234567"]]


@pytest.mark.parametrize("kind", ['t="str"', 't="str" s="0"', 's="0" t="str"'])
def test_digits_that_a_formula_gave_as_text_are_no_number(tmp_path, kind):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx", f'<row r="1"><c r="A1" {kind}><f>B1</f><v>{NIK}</v></c></row>'
    )
    (sheet,) = read_file(path)
    assert sheet.number_cells == frozenset()


def test_a_declared_number_type_is_a_number(tmp_path):
    path = xlsx_of_xml(tmp_path / "a.xlsx", f'<row r="1"><c r="A1" t="n"><v>{NIK}</v></c></row>')
    (sheet,) = read_file(path)
    assert sheet.number_cells == {(0, 0)}


def test_a_number_cell_below_empty_rows_is_noted_at_its_row_of_the_table(tmp_path):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx",
        f'<row r="3"><c r="A3"><v>1</v></c></row><row r="9"><c r="AB9"><v>{NIK}</v></c></row>',
    )
    (sheet,) = read_file(path)
    assert sheet.number_cells == {(1, 27)}


@pytest.mark.parametrize("date_1904", [False, True])
def test_dates_are_right_whatever_day_the_workbook_counts_from(tmp_path, date_1904):
    moments = [dt.datetime(1999, 12, 31), dt.datetime(1961, 2, 1, 13, 5, 6)]

    def fill(book):
        sheet = book.add_worksheet()
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, moment in enumerate(moments):
            sheet.write_datetime(0, column, moment, shown)

    path = write_xlsx(tmp_path / "a.xlsx", fill, date_1904=date_1904)
    assert read_rows(path) == [["1999-12-31", "1961-02-01 13:05:06"]]


def test_text_that_looks_like_a_date_or_a_boolean_stays_as_it_is(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["1982-12-31 00:00:00", "true", "12/12/1982 0:00:00", True])
        sheet.write_datetime(0, 4, dt.datetime(1982, 12, 31), shown)
        sheet.write_formula(0, 5, "=1/0", None, "#DIV/0!")

    path = write_xlsx(tmp_path / "a.xlsx", fill)
    assert read_rows(path) == [
        [
            "1982-12-31 00:00:00",
            "true",
            "12/12/1982 0:00:00",
            "TRUE",
            "1982-12-31",
            "#DIV/0!",
        ]
    ]


def test_a_time_of_day_and_a_duration_are_no_dates(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 0.3125, book.add_format({"num_format": "hh:mm:ss"}))
        sheet.write(0, 1, 1.5, book.add_format({"num_format": "[h]:mm:ss"}))

    assert read_rows(write_xlsx(tmp_path / "a.xlsx", fill)) == [["07:30:00", "36:00:00"]]


def test_formulas_give_their_stored_value_and_errors_their_text(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(1, 2, '="a"&"b"', None, "ab")
        sheet.write_formula(1, 3, "=TRUE", None, True)
        for column, error in enumerate(["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"], start=4):
            sheet.write_formula(1, column, "=A1", None, error)

    assert read_rows(write_xlsx(tmp_path / "a.xlsx", fill)) == [
        [None, "2", "ab", "TRUE", "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"]
    ]


def test_text_that_looks_like_a_formula_is_text(tmp_path):
    def fill(book):
        book.add_worksheet().write_string(0, 0, "=HYPERLINK(1)")

    assert read_rows(write_xlsx(tmp_path / "a.xlsx", fill)) == [["=HYPERLINK(1)"]]


@pytest.mark.parametrize("number", ["0.30000000000000004", "1E-12", "116.98765432109876", "-0.5"])
def test_no_decimal_is_lost(tmp_path, number):
    path = xlsx_of_xml(tmp_path / "a.xlsx", f'<row r="2"><c r="C2"><v>{number}</v></c></row>')
    (sheet,) = read_file(path)
    assert float(cell_at(sheet, 2, 3)) == float(number)
    assert "E" not in cell_at(sheet, 2, 3)


def test_all_sheets_come_with_their_name_and_whether_they_are_visible(tmp_path):
    def fill(book):
        for name in ("Data", "Tersembunyi", "Sangat"):
            book.add_worksheet(name).write(0, 0, name)
        book.add_chartsheet("Grafik")
        book.get_worksheet_by_name("Tersembunyi").hide()
        book.get_worksheet_by_name("Sangat").very_hidden()

    sheets = read_file(write_xlsx(tmp_path / "a.xlsx", fill))
    assert [(s.name, s.is_visible) for s in sheets] == [
        ("Data", True),
        ("Tersembunyi", False),
        ("Sangat", False),
    ]


def test_a_vertically_merged_range_fills_its_first_column_down(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(1, 0, 3, 1, "Loa Kulu")
        for row in range(1, 5):
            sheet.write(row, 2, row)

    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", fill))
    assert rows_of(sheet) == [
        ["Loa Kulu", None, "1"],
        ["Loa Kulu", None, "2"],
        ["Loa Kulu", None, "3"],
        [None, None, "4"],
    ]
    assert sheet.filled_cells == {(1, 0), (2, 0)}


def test_a_horizontally_merged_range_is_not_filled(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Judul")
        sheet.write_row(1, 0, "abcd")

    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", fill))
    assert rows_of(sheet)[0] == ["Judul", None, None, None]
    assert sheet.filled_cells == frozenset()


def test_a_merged_range_makes_no_row_of_rows_that_are_else_empty(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 5, 0, "x")
        sheet.write(3, 1, "y")

    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", fill))
    assert sheet.row_numbers.to_pylist() == [1, 4]
    assert rows_of(sheet) == [["x", None], ["x", "y"]]


def test_an_escaped_nul_is_made_visible_and_its_row_noted(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["x"], ["QQ"]])
    patch_part(path, STRINGS_PART, lambda xml: xml.replace(b"QQ", b"A_x0000_B"))
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [["x"], ["A\u2400B"]]
    assert sheet.nul_rows == {1}


def test_tags_with_a_namespace_prefix_are_read_the_same(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["SITI", NIK, 1e-12])
        sheet.merge_range(1, 0, 2, 0, "Loa Kulu")
        sheet.write(2, 1, "BUDI")

    path = write_xlsx(tmp_path / "a.xlsx", fill)
    before = read_file(path)
    patch_part(
        path,
        SHEET_PART,
        lambda xml: re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", xml.replace(b"xmlns=", b"xmlns:x=")),
    )
    assert read_file(path) == before
    assert before[0].number_cells == {(0, 2)}
    assert before[0].filled_cells == {(1, 0)}


def test_cells_that_do_not_say_their_place_are_counted_along(tmp_path):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx",
        f'<row><c t="str"><v>a</v></c><c><v>{NIK}</v></c></row><row r="5"><c><v>2</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A1:A5"/></mergeCells>',
    )
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [["a", str(NIK)], ["2", None]]
    assert sheet.row_numbers.to_pylist() == [1, 5]
    assert sheet.number_cells == {(0, 1)}


@pytest.mark.parametrize("date_1904", [False, True])
def test_what_is_read_element_by_element_is_read_the_same(tmp_path, date_1904):
    def fill(book):
        sheet = book.add_worksheet("Data")
        bold, date_format = book.add_format({"bold": True}), {"num_format": 'dd "hari" mmm yyyy'}
        sheet.write_rich_string(0, 0, "SITI ", bold, "AMINAH")
        sheet.write_datetime(0, 1, dt.datetime(1985, 8, 17), book.add_format(date_format))
        sheet.write_datetime(
            0, 2, dt.datetime(1985, 8, 17, 9, 5), book.add_format({"num_format": 22})
        )
        sheet.write_datetime(0, 3, dt.time(7, 30), book.add_format({"num_format": 20}))
        sheet.write_number(0, 4, 1.25, book.add_format({"num_format": "[h]:mm:ss"}))
        sheet.write_number(1, 0, 6402991708850001)
        sheet.write_number(1, 1, 0.1 + 0.2, book.add_format({"num_format": '0.00 "meter"'}))
        sheet.write_boolean(1, 2, True)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 4, '="a"&"b"', None, "ab")
        sheet.write_string(4, 6, " x_x000D_ & <y> ")
        sheet.merge_range(5, 0, 6, 0, "digabung")
        sheet.write_number(6, 1, 3)

    path = write_xlsx(
        tmp_path / "a.xlsx", fill, default_date_format="dd/mm/yyyy", date_1904=date_1904
    )
    (quickly,) = read_file(path)
    patch_part(path, SHEET_PART, lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- -->"))
    (slowly,) = read_file(path)
    assert rows_of(slowly) == rows_of(quickly)
    assert slowly.row_numbers == quickly.row_numbers
    assert slowly.number_cells == quickly.number_cells
    assert slowly.filled_cells == quickly.filled_cells


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#ERROR!"])
def test_a_cell_error_that_calamine_does_not_know_costs_no_more_than_its_cell(tmp_path, error):
    row = f'<row r="1"><c r="A1" t="e"><v>{error}</v></c><c r="B1" t="str"><v>SITI</v></c></row>'
    assert read_rows(xlsx_of_xml(tmp_path / "a.xlsx", row)) == [[error, "SITI"]]


def test_styles_that_a_program_wrote_in_its_own_way_hide_no_sheet(tmp_path):
    rows = '<row><c s="1"><v>31276</v></c><c t="inlineStr"><is><t>SITI</t></is></c></row>'
    path = xlsx_of_xml(tmp_path / "a.xlsx", rows)
    patch_part(
        path,
        "xl/styles.xml",
        lambda _: (
            b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<fills><fill/></fills><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
        ),
    )
    assert read_rows(path) == [["1985-08-17", "SITI"]]


def test_attributes_in_another_order_are_read_the_same(tmp_path):
    path = xlsx_of_xml(tmp_path / "a.xlsx", f"<row r='2'><c s='0' r='B2'><v>{NIK}</v></c></row>")
    (sheet,) = read_file(path)
    assert cell_at(sheet, 2, 2) == str(NIK)
    assert sheet.number_cells == {(0, 1)}


def test_a_cell_far_out_costs_no_memory_for_the_area_between(tmp_path):
    path = xlsx_of_xml(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="1048576"><c r="B1048576"><v>{NIK}</v></c><c r="XFD1048576"><v>3</v></c></row>',
    )
    (sheet,) = read_file(path)
    assert sheet.row_numbers.to_pylist() == [1, 1_048_576]
    assert sheet.cells.num_columns == 16_384
    assert (cell_at(sheet, 1, 1), cell_at(sheet, 1_048_576, 16_384)) == ("1", "3")
    assert sheet.number_cells == {(1, 1)}


def test_rows_that_are_only_formatted_are_no_rows(tmp_path):
    formatted = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="0"/></row>'
        for row in range(2, 1_048_577, 10)
    )
    path = xlsx_of_xml(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' + formatted)
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [["1"]]


def test_a_workbook_without_content_is_empty(tmp_path):
    with pytest.raises(EmptyFileError):
        read_file(xlsx_of_rows(tmp_path / "a.xlsx", [[" ", ""]]))


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_workbook_cut_off_anywhere_is_broken(tmp_path, share):
    path = xlsx_of_rows(
        tmp_path / "a.xlsx", [[f"{row}-{column}" for column in range(9)] for row in range(200)]
    )
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_a_sheet_whose_xml_is_cut_off_is_broken(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a"]] * 50)
    patch_part(path, SHEET_PART, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_a_workbook_with_a_flipped_byte_is_broken(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [[f"teks {row}"] for row in range(500)])
    content = bytearray(path.read_bytes())
    content[content.index(b"xl/worksheets/sheet1.xml") + 200] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(BrokenFileError):
        read_file(path)


@pytest.mark.parametrize("part", [SHEET_PART, STRINGS_PART])
def test_a_part_of_nonsense_is_broken(tmp_path, part):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a", "b"]])
    patch_part(path, part, lambda _: b"<nonsense/>")
    with pytest.raises(BrokenFileError):
        read_file(path)


# Control characters cannot stand in XML; xlsxwriter escapes what looks like an escape.
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12),
    st.integers(min_value=-(10**15), max_value=2**53),
    # openpyxl itself writes no more than 16 digits.
    st.floats(min_value=-1e6, max_value=1e6).map(lambda number: float(f"{number:.15g}") + 0.0),
    st.booleans(),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_table_of_values_reads_back(tmp_path, rows):
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl takes =… for a formula and #REF! for an error
    book.save(tmp_path / "a.xlsx")
    expected = [
        [None if isinstance(v, str) and v.isspace() else cell_text(v) for v in row] for row in rows
    ]
    expected = [row for row in expected if any(row)]
    if expected:
        padded = [row + [None] * (3 - len(row)) for row in read_rows(tmp_path / "a.xlsx")]
        assert padded == expected
