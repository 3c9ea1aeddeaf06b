"""xls, ods and HTML tables."""

import datetime as dt

import odf.opendocument
import odf.style
import odf.table
import odf.text
import pytest
import xlwt

from pipelines.reading import read_file
from pipelines.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
    ZipBombError,
)

from .building import patch_part, read_rows, rows_of

NIK = 6402990101900001


def xls(path, fill):
    book = xlwt.Workbook()
    fill(book)
    book.save(str(path))
    return path


def test_an_xls_gives_values_merged_ranges_and_places(tmp_path):
    def fill(book):
        sheet = book.add_sheet("Data")
        shown = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        for column, value in enumerate(["SITI", 12, 12.5, NIK, True, "a\nb"], start=1):
            sheet.write(2, column, value)
        sheet.write(2, 7, dt.datetime(1999, 12, 31), shown)
        sheet.row(2).set_cell_error(8, "#REF!")
        sheet.write_merge(3, 5, 1, 2, "Loa Kulu")
        sheet.write(5, 3, "x")
        book.add_sheet("Tersembunyi").write(0, 0, 1)
        book.get_sheet(1).visibility = 1

    data, hidden = read_file(xls(tmp_path / "a.xls", fill))
    assert rows_of(data) == [
        [None, "SITI", "12", "12.5", str(NIK), "TRUE", "a\nb", "1999-12-31", "#REF!"],
        [None, "Loa Kulu", *[None] * 7],
        [None, "Loa Kulu", None, "x", *[None] * 5],
    ]
    assert data.row_numbers.to_pylist() == [3, 4, 6]
    assert data.number_cells == {(0, 4)}
    assert data.filled_cells == {(2, 1)}
    assert (data.is_visible, hidden.is_visible) == (True, False)


def test_an_xls_that_counts_from_1904_gives_right_dates(tmp_path):
    def fill(book):
        book.dates_1904 = True
        shown = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        book.add_sheet("Data").write(0, 0, 34698, shown)

    assert read_rows(xls(tmp_path / "a.xls", fill)) == [["1998-12-31"]]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_an_xls_cut_off_anywhere_is_broken(tmp_path, share):
    def fill(book):
        sheet = book.add_sheet("Data")
        for row in range(3000):
            sheet.write(row, 0, f"teks {row}")

    path = xls(tmp_path / "a.xls", fill)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_an_empty_xls_is_empty(tmp_path):
    with pytest.raises(EmptyFileError):
        read_file(xls(tmp_path / "a.xls", lambda book: book.add_sheet("Data")))


def ods(path, *rows, name="Data"):
    """A spreadsheet of rows; each cell text, or a dict of attributes with its shown `text`."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name=name)
    for row in rows:
        repeated, cells = row if isinstance(row, tuple) else (1, row)
        element = odf.table.TableRow(numberrowsrepeated=repeated)
        for cell in cells:
            element.addElement(_ods_cell(cell))
        table.addElement(element)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(cell):
    attributes = {"valuetype": "string", "text": cell} if isinstance(cell, str) else dict(cell)
    text = attributes.pop("text", None)
    element = odf.table.TableCell(**attributes)
    for line in (text or "").split("\n") if text is not None else ():
        element.addElement(odf.text.P(text=line))
    return element


def test_an_ods_gives_values_as_text(tmp_path):
    path = ods(
        tmp_path / "a.ods",
        [
            "SITI",
            {"valuetype": "float", "value": "12", "text": "12"},
            {"valuetype": "float", "value": str(NIK), "text": "6,4E+15"},
            {"valuetype": "percentage", "value": "0.125", "text": "13%"},
            {"valuetype": "boolean", "booleanvalue": "true", "text": "TRUE"},
            {"valuetype": "date", "datevalue": "1999-12-31", "text": "31/12/99"},
            {"valuetype": "date", "datevalue": "1999-12-31T13:05:06", "text": "31/12/99"},
            {"valuetype": "time", "timevalue": "PT07H30M00S", "text": "7:30"},
            {"valuetype": "string", "stringvalue": "", "text": "#REF!"},
            "a\nb",
        ],
    )
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [
        [
            "SITI",
            "12",
            str(NIK),
            "0.125",
            "TRUE",
            "1999-12-31",
            "1999-12-31 13:05:06",
            "07:30:00",
            "#REF!",
            "a\nb",
        ]
    ]
    assert sheet.number_cells == {(0, 2)}


def test_an_ods_keeps_places_behind_repeated_empty_rows_and_cells(tmp_path):
    path = ods(
        tmp_path / "a.ods",
        (3, [{}]),
        [{"numbercolumnsrepeated": 2}, "x"],
        (1_048_570, [{"numbercolumnsrepeated": 16384}]),
    )
    (sheet,) = read_file(path)
    assert sheet.row_numbers.to_pylist() == [4]
    assert rows_of(sheet) == [[None, None, "x"]]


def test_an_ods_fills_down_what_spans_rows(tmp_path):
    path = ods(
        tmp_path / "a.ods",
        [{"numberrowsspanned": 2, "numbercolumnsspanned": 1, "text": "Loa Kulu"}, "a"],
        [{}, "b"],
    )
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [["Loa Kulu", "a"], ["Loa Kulu", "b"]]
    assert sheet.filled_cells == {(1, 0)}


def test_an_ods_that_repeats_filled_rows_beyond_measure_is_refused(tmp_path):
    row = [{"numbercolumnsrepeated": 16384, "text": "x"}]
    with pytest.raises(TooLargeError):
        read_file(ods(tmp_path / "a.ods", (1_048_576, row)))


def test_an_encrypted_ods_is_named_as_such(tmp_path):
    path = ods(tmp_path / "a.ods", ["x"])
    patch_part(
        path,
        "META-INF/manifest.xml",
        lambda xml: xml.replace(
            b"</manifest:manifest>",
            b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
            b"<manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        ),
    )
    with pytest.raises(EncryptedFileError):
        read_file(path)


def test_an_ods_whose_content_is_cut_off_is_broken(tmp_path):
    path = ods(tmp_path / "a.ods", *[["x", "y"]] * 50)
    patch_part(path, "content.xml", lambda xml: xml[: len(xml) // 2])
    with pytest.raises(BrokenFileError):
        read_file(path)


def html(path, body, encoding="utf-8"):
    path.write_bytes(f"<html><body>{body}</body></html>".encode(encoding))
    return path


def test_an_html_table_named_xls_is_read(tmp_path):
    path = html(
        tmp_path / "a.xls",
        """
        <table border="1"><thead><tr><th>Nama</th><th>Desa</th></tr></thead>
        <tr><td>SITI   NUR<br>JANAH</td><td>&nbsp;</td></tr>
        <tr><td></td><td>&nbsp;</td></tr>
        <tr><td>R&amp;D</td><td><b>Loa</b> Kulu</td></tr></table>""",
    )
    (sheet,) = read_file(path)
    assert sheet.name == "1"
    assert sheet.row_numbers.to_pylist() == [1, 2, 4]
    assert rows_of(sheet) == [["Nama", "Desa"], ["SITI NUR\nJANAH", None], ["R&D", "Loa Kulu"]]


def test_html_cells_padded_with_hard_spaces_hold_their_text_alone(tmp_path):
    path = html(tmp_path / "a.xls", "<table><tr><td>&nbsp;SITI&nbsp;NUR&nbsp; </td></tr></table>")
    assert read_rows(path) == [["SITI\u00a0NUR"]]


def test_html_cells_that_span_rows_are_filled_down_and_those_that_span_columns_are_not(tmp_path):
    path = html(
        tmp_path / "a.xls",
        """<table>
        <tr><td rowspan="3">Loa Kulu</td><td>a</td><td>b</td></tr>
        <tr><td colspan="2">c</td></tr><tr><td>d</td><td>e</td></tr></table>""",
    )
    (sheet,) = read_file(path)
    assert rows_of(sheet) == [
        ["Loa Kulu", "a", "b"],
        ["Loa Kulu", "c", None],
        ["Loa Kulu", "d", "e"],
    ]
    assert sheet.filled_cells == {(1, 0), (2, 0)}


def test_several_html_tables_are_several_sheets(tmp_path):
    path = html(tmp_path / "a.xls", "<table><tr><td>a</table><p>x</p><table><tr><td>b<td>c</table>")
    assert [(sheet.name, rows_of(sheet)) for sheet in read_file(path)] == [
        ("1", [["a"]]),
        ("2", [["b", "c"]]),
    ]


def row_of(tag, *texts):
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"


def test_a_header_that_scrolls_in_a_table_of_its_own_stands_above_its_rows(tmp_path):
    header = row_of("th", "Nama", "NIK", "Desa", "RT")
    empty = row_of("th", *["<div style='height:0'></div>"] * 4)
    rows = row_of("td", "SITI", "1", "Loa Kulu", "") + row_of("td", "BUDI", "2", "", "")
    path = html(
        tmp_path / "a.xls",
        f"<table><thead>{header}</thead></table><table>{empty}{rows}</table>"
        f"<table><thead>{header}</thead></table><table>{row_of('td', 'a', 'b')}</table>",
    )
    sheets = read_file(path)
    assert [sheet.name for sheet in sheets] == ["1", "2", "3"]
    assert rows_of(sheets[0]) == [
        ["Nama", "NIK", "Desa", "RT"],
        ["SITI", "1", "Loa Kulu", None],
        ["BUDI", "2", None, None],
    ]
    # As Excel shows it: below the header the empty row.
    assert sheets[0].row_numbers.to_pylist() == [1, 3, 4]


def test_a_table_that_has_a_header_of_its_own_stays_apart(tmp_path):
    header = row_of("th", "Nama", "NIK", "Desa", "RT")
    body = header + row_of("td", "SITI", "1", "Loa Kulu", "2")
    path = html(tmp_path / "a.xls", f"<table>{header}</table><table>{body}</table>")
    assert [len(rows_of(sheet)) for sheet in read_file(path)] == [1, 2]


def test_a_table_that_only_lays_out_others_is_passed_over(tmp_path):
    inner = "<table><tr><td>Nama</td></tr><tr><td>SITI</td></tr></table>"
    path = html(tmp_path / "a.xls", f"<table><tr><td>Menu</td><td>{inner}</td></tr></table>")
    assert read_rows(path) == [["Nama"], ["SITI"]]


@pytest.mark.parametrize(
    "before",
    [
        "<br />\n<b>Warning</b>: Undefined index in <b>a.php</b><br />\n",
        "Notice: x\n",
        "<h3>Data</h3>",
    ],
)
def test_what_a_web_application_says_before_its_table_hides_no_table(tmp_path, before):
    (tmp_path / "a.xls").write_text(f"{before}<table border=1><tr><td>a<td>b</table>")
    assert read_rows(tmp_path / "a.xls") == [["a", "b"]]


def test_lines_before_a_table_its_caption_and_narrow_tables_are_its_heading(tmp_path):
    path = html(
        tmp_path / "a.xls",
        "<style>p {}</style><h3>BNBA <b>DTKS</b></h3><p>Periode&nbsp;Juli 2026<br>Kabupaten</p>"
        "<table><tr><td>Kecamatan<td>Sebulu</table>"
        "<table><caption>Desil 1</caption><tr><td>a<td>b<td>c<td>d</table>",
    )
    first, second = read_file(path)
    assert first.heading == ("BNBA DTKS", "Periode Juli 2026", "Kabupaten")
    assert second.heading == (*first.heading, "Kecamatan Sebulu", "Desil 1")


def test_html_in_windows_1252_keeps_its_letters(tmp_path):
    path = html(tmp_path / "a.xls", "<table><tr><td>ANDRÉ</td></tr></table>", "cp1252")
    assert read_rows(path) == [["ANDRÉ"]]


def test_html_cut_off_inside_a_table_is_broken(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"<html><table><tr><td>a</td></tr><tr><td>b")
    with pytest.raises(BrokenFileError):
        read_file(tmp_path / "a.xls")


def test_a_page_without_a_table_is_broken(tmp_path):
    with pytest.raises(BrokenFileError):
        read_file(html(tmp_path / "a.xls", "<p>Sesi Anda telah berakhir</p>"))


def test_a_giant_cell_of_an_ods_is_a_bomb(tmp_path):
    with pytest.raises(ZipBombError):
        read_file(ods(tmp_path / "a.ods", ["x", "y" * 40_000]))
