"""What workbooks and text files do to rows that are sound: everything is read, and named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CalculationSettings, NullDate, Table, TableCell, TableRow
from odf.text import P

from tests import sent
from tests.sent import dtks_row, p3ke_family_row, p3ke_person_row, people, table, write_xlsx

_places = sent.villages()
FIRST = next(_places)


@dataclass(frozen=True)
class Sound:
    """A file whose rows are all staged."""

    name: str
    source: str
    build: Callable[[Path], object]
    rows: int = 6
    kind: str = "person"


def dtks(count: int = 6, **changes: object) -> list[sent.Row]:
    place = next(_places)
    return [dtks_row(person, place, **changes) for person in people(count)]


def individuals(count: int = 6, **changes: object) -> list[sent.Row]:
    place = next(_places)
    return [p3ke_person_row(person, place, **changes) for person in people(count)]


def with_unknown_columns(path: Path) -> None:
    rows = [{**row, "Pendapatan": 250_000 + i, "Catatan": None} for i, row in enumerate(dtks())]
    cells = table(rows)
    cells[0] += [None, "Catatan"]
    write_xlsx(path, [cells[0], *[[*row, "tanpa judul", "kedua"] for row in cells[1:]]])


def with_few_columns(path: Path) -> None:
    keep = ("Nama", "NIK", "Tanggal Lahir", "Kecamatan", "Desa/Kelurahan")
    write_xlsx(path, table(dtks(), without=[h for h in dtks(1)[0] if h not in keep]))


def numbered_beforehand(path: Path) -> None:
    """A form whose lines were numbered before anybody was written into them."""
    header, *rows = table(dtks())
    lines = [["No", *header], *[[i, *row] for i, row in enumerate(rows, start=1)]]
    write_xlsx(path, lines + [[i] for i in range(7, 20)])


def merged(path: Path) -> None:
    cells = table(dtks())
    write_xlsx(path, Data=cells)
    book = openpyxl.load_workbook(path)
    sheet = book["Data"]
    column = cells[0].index("Desa/Kelurahan") + 1
    for row in range(3, 8):
        sheet.cell(row, column).value = None
    sheet.merge_cells(start_row=2, end_row=7, start_column=column, end_column=column)
    book.save(path)


def formulas(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        cells = table(dtks())
        name = cells[0].index("Nama")
        for i, row in enumerate(cells):
            sheet.write_row(i, 0, row)
        for i, row in enumerate(cells[1:], 1):
            sheet.write_formula(i, name, f'=UPPER("{row[name]}")', None, row[name])


def of_1904(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        cells = table(dtks(nik=None))
        born = cells[0].index("Tanggal Lahir")
        for i, row in enumerate(cells):
            sheet.write_row(i, 0, row)
        for i in range(1, len(cells)):
            sheet.write_datetime(i, born, dt.datetime(1980, 3, 14 + i), day)


def days_of_1904(path: Path) -> None:
    """Days since 1 January 1904 in cells that are not formatted as dates."""
    rows = dtks(nik=None)
    for i, row in enumerate(rows, 1):
        row["Tanggal Lahir"] = (dt.date(1980, 3, 14 + i) - dt.date(1904, 1, 1)).days
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Data")
        for i, row in enumerate(table(rows)):
            sheet.write_row(i, 0, row)


def days_of_1904_in_xls(path: Path) -> None:
    rows = dtks(nik=None)
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Data")
    for i, row in enumerate(rows, 1):
        row["Tanggal Lahir"] = (dt.date(1980, 3, 14 + i) - dt.date(1904, 1, 1)).days
    for i, cells in enumerate(table(rows)):
        for j, cell in enumerate(cells):
            sheet.write(i, j, cell)
    book.save(path)


def dates_as_excel_took_them(path: Path) -> None:
    """Day/month texts opened in Excel under an English locale: what it could, it swapped."""
    rows = []
    for row, day in zip(dtks(nik=None), (1, 2, 3, 14, 15, 16), strict=True):
        # Born on that day of April: up to the 12th Excel made a date of it, month first.
        swapped = dt.date(1980, day, 4) if day <= 12 else f"{day}/04/1980"
        rows.append({**row, "Tanggal Lahir": swapped})
    write_xlsx(path, table(rows))


def months_first(path: Path) -> None:
    texts = ("04/14/1980", "04/15/1980", "04/16/1980", "04/05/1980", "04/06/1980", "12/31/1980")
    rows = [
        {**row, "Tanggal Lahir": text}
        for row, text in zip(individuals(nik=None), texts, strict=True)
    ]
    sent.write_csv(path, table(rows))


def both_orders(path: Path) -> None:
    texts = ("04/14/1980", "14/04/1980", "04/05/1980", "15/04/1980", "04/16/1980", "17/04/1980")
    rows = [
        {**row, "Tanggal Lahir": text}
        for row, text in zip(individuals(nik=None), texts, strict=True)
    ]
    sent.write_csv(path, table(rows))


def headed_twice(path: Path) -> None:
    cells = table(dtks())
    numbers = [f"({n})" for n in range(1, len(cells[0]) + 1)]
    title = ["DATA TERPADU KESEJAHTERAAN SOSIAL KABUPATEN KUTAI KARTANEGARA"]
    period = ["PERIODE : JULI 2026", None, "Dicetak: 3 Agustus 2026"]
    write_xlsx(
        path,
        BNBA=[title, period, [None], cells[0], numbers, *cells[1:4], cells[0], numbers, *cells[4:]],
    )


def many_sheets(path: Path) -> None:
    write_xlsx(
        path,
        Petunjuk=[["Isi lembar BNBA"], ["Jangan ubah judul"]],
        Rekap=[
            ["Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Jumlah"],
            [1, 2, 3, 4, 5],
        ],
        Petugas=[
            ["No", "Nama", "NIK", "Jabatan", "Kecamatan"],
            [1, "Wati", "-", "Kasi", "Anggana"],
        ],
        Desa_A=table(dtks(2)),
        Kosong=table(dtks(1))[:1],
        Desa_B=table(dtks(3)),
        Lama=table(dtks(4)),
    )
    book = openpyxl.load_workbook(path)
    book["Lama"].sheet_state = "hidden"
    book.save(path)


def families_and_members(path: Path) -> None:
    place = next(_places)
    heads = people(3)
    write_xlsx(
        path,
        Keluarga=table([p3ke_family_row(head, place) for head in heads]),
        Individu=table([p3ke_person_row(head, place) for head in heads]),
    )


def looks_like_code(path: Path) -> None:
    texts = (
        "=1+1",
        "'; drop table raw.dtks_person; --",
        "{{ 7*7 }}",
        "+62",
        "%(x)s",
        '"kutip", \\.',
    )
    rows = [{**row, "Alamat": text} for row, text in zip(individuals(), texts, strict=True)]
    sent.write_csv(path, table(rows))


def xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for i, row in enumerate(table(dtks())):
        for j, cell in enumerate(row):
            if cell is not None:
                sheet.write(i, j, cell)
    book.save(str(path))


def ods(path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Data")
    for row in table(individuals()):
        line = TableRow()
        for cell in row:
            made = TableCell(valuetype="string")
            made.addElement(P(text="" if cell is None else str(cell)))
            line.addElement(made)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


def days_of_1904_in_ods(path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    settings = CalculationSettings()
    settings.addElement(NullDate(datevalue="1904-01-01"))
    document.spreadsheet.addElement(settings)
    sheet = Table(name="Data")
    header, *rows = table(dtks(nik=None))
    born = header.index("Tanggal Lahir")
    for i, row in enumerate([header, *rows]):
        line = TableRow()
        for column, cell in enumerate(row):
            if i and column == born:
                days = (dt.date(1980, 3, 14 + i) - dt.date(1904, 1, 1)).days
                made = TableCell(valuetype="float", value=str(days))
            else:
                made = TableCell(valuetype="string")
                made.addElement(P(text="" if cell is None else str(cell)))
            line.addElement(made)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


def html(path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table(dtks())
    )
    path.write_text(f"<html><body><table>{rows}</table></body></html>")


def capitals(path: Path) -> None:
    cells = table(dtks())
    cells[0] = [str(header).upper() for header in cells[0]]
    sent.write_csv(path, cells, delimiter="|", encoding="utf-8-sig")


def machine_headers(path: Path) -> None:
    cells = table(individuals())
    cells[0] = [str(h).lower().replace(" ", "_").replace("/", "_") for h in cells[0]]
    write_xlsx(path, cells)


def headed_in_two_lines(path: Path) -> None:
    """Groups of columns above their names, not merged, and numbers with stops below them."""
    cells = table(dtks())
    programmes = [i for i, header in enumerate(cells[0]) if str(header).startswith("Bansos")]
    lower: list[object] = [None] * len(cells[0])
    for column in programmes:
        lower[column] = str(cells[0][column]).removeprefix("Bansos ")
        cells[0][column] = "Bansos" if column == programmes[0] else None
    numbers = [f"{i + 1}." for i in range(len(cells[0]))]
    write_xlsx(path, [cells[0], lower, numbers, *cells[1:]])


def warned_of_by_php(path: Path) -> None:
    warning = (
        b"<br />\n<b>Warning</b>: Undefined index in <b>ekspor.php</b> on line <b>12</b><br />\n"
    )
    path.write_bytes(warning + sent.csv_bytes(table(dtks())))


def headed_in_two_lines_as_text(path: Path) -> None:
    """As a text file keeps a header of merged cells: what they spanned stands in one line alone."""
    header, *rows = table(dtks())
    places = range(header.index("Provinsi"), header.index("Alamat"))
    upper = [
        "Wilayah" if i == places[0] else None if i in places else h for i, h in enumerate(header)
    ]
    lower = [h if i in places else None for i, h in enumerate(header)]
    numbers = list(range(1, len(header) + 1))
    sent.write_csv(path, [["DATA DTKS"], upper, lower, numbers, *rows])


def titled_on_every_page(path: Path) -> None:
    header, *rows = table(dtks())
    titles = [["PEMERINTAH KABUPATEN KUTAI KARTANEGARA"], [None, "DATA TERPADU"], [None]]
    write_xlsx(path, [*titles, header, *rows[:3], *titles, header, *rows[3:]])


def numbers_that_excel_rounded(path: Path) -> None:
    """NIK that were numbers in a spreadsheet, saved as text."""
    sent.write_csv(path, table([{**row, "NIK": f"{str(row['NIK'])[:15]}0"} for row in dtks()]))


def midnights_of_a_web_application(path: Path) -> None:
    """ExcelJS writes the midnight of a zone as the hour that it is in UTC, the day before."""
    rows = [
        {**row, "Tanggal Lahir": dt.datetime(1980, 3, 13 + i, 16 + i % 2)}
        for i, row in enumerate(dtks(nik=None), 1)
    ]
    write_xlsx(path, table(rows))


def header_that_scrolls(path: Path) -> None:
    """A page of DataTables: the header is a table, the rows are another."""
    header, *rows = table(dtks())
    above = "".join(f"<th>{cell}</th>" for cell in header)
    below = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    path.write_text(
        f"<html><table><tr>{above}</tr></table><div><table>{below}</table></div></html>"
    )


FILES = [
    Sound("tengah_malam.xlsx", "dtks", midnights_of_a_web_application),
    Sound("tabel_bergulir.xls", "dtks", header_that_scrolls),
    Sound("dibulatkan.csv", "dtks", numbers_that_excel_rounded),
    Sound("kolom_lain.xlsx", "dtks", with_unknown_columns),
    Sound("kolom_sedikit.xlsx", "dtks", with_few_columns),
    Sound("gabung.xlsx", "dtks", merged),
    Sound("rumus.xlsx", "dtks", formulas),
    Sound("mac_1904.xlsx", "dtks", of_1904),
    Sound("mac_1904_angka.xlsx", "dtks", days_of_1904),
    Sound("mac_1904_angka.xls", "dtks", days_of_1904_in_xls),
    Sound("mac_1904_angka.ods", "dtks", days_of_1904_in_ods),
    Sound("excel_tertukar.xlsx", "dtks", dates_as_excel_took_them),
    Sound("bulan_dulu.csv", "p3ke", months_first),
    Sound("dua_urutan.csv", "p3ke", both_orders),
    Sound("judul_dua_baris.xlsx", "dtks", headed_in_two_lines),
    Sound("judul_dua_baris.csv", "dtks", headed_in_two_lines_as_text),
    Sound("judul_ganda.xlsx", "dtks", headed_twice),
    Sound("peringatan.csv", "dtks", warned_of_by_php),
    Sound("judul_tiap_halaman.xlsx", "dtks", titled_on_every_page),
    Sound("banyak_lembar.xlsx", "dtks", many_sheets, rows=5),
    Sound("keluarga_dan_individu.xlsx", "p3ke", families_and_members, rows=6),
    Sound("mirip_kode.csv", "p3ke", looks_like_code),
    Sound("tua.xls", "dtks", xls),
    Sound("libre.ods", "p3ke", ods),
    Sound("web.xls", "dtks", html),
    Sound("KAPITAL.CSV", "dtks", capitals),
    Sound("mesin.xlsx", "p3ke", machine_headers),
    Sound("koma.csv", "dtks", lambda p: sent.write_csv(p, table(dtks()), delimiter=",")),
    Sound("tab.txt", "p3ke", lambda p: sent.write_csv(p, table(individuals()), delimiter="\t")),
    Sound(
        "windows.csv",
        "dtks",
        lambda p: sent.write_csv(p, table(dtks(alamat="Jl. Café 5")), encoding="cp1252"),
    ),
    Sound(
        "utf16.csv", "p3ke", lambda p: sent.write_csv(p, table(individuals()), encoding="utf-16")
    ),
    Sound("nomor_dulu.xlsx", "dtks", numbered_beforehand),
    Sound("lima_baris.xlsx", "dtks", lambda p: write_xlsx(p, table(dtks(5))), rows=5),
    Sound("p3ke_2022_03.csv", "p3ke", lambda p: sent.write_csv(p, table(individuals()))),
    Sound("dtks_6402_juli_2026.csv", "dtks", lambda p: sent.write_csv(p, table(dtks()))),
]


@pytest.mark.parametrize("sound", FILES, ids=lambda f: f.name)
def test_every_row_is_staged(month, sound):
    drop = month.drop(sound.name)
    found = (drop.state, drop.rows, drop.staged, drop.set_aside, drop.message)
    assert found == ("accepted", sound.rows, sound.rows, 0, None)


def remarks(month, name: str) -> dict[str, str]:
    return {r["code"]: r["text"] for r in month.drop(name).remarks}


def test_unknown_columns_are_named_and_their_values_kept_in_raw(month):
    assert remarks(month, "kolom_lain.xlsx")["unknown_column"] == "Pendapatan, Catatan"
    with month.warehouse.transaction() as tx:
        extra = tx.scalar(
            "select r.extra from raw.dtks_person as r join ops.drop as d using (drop_id)"
            " where d.file_name like '%kolom_lain.xlsx' order by row_id limit 1"
        )
    assert {"250000", "tanpa judul", "kedua"} <= set(json.loads(extra).values())


def test_absent_optional_columns_are_named_and_null_in_staging(month):
    assert "No KK, " in remarks(month, "kolom_sedikit.xlsx")["absent_column"]
    assert {row["no_kk"] for row in month.staged("kolom_sedikit.xlsx")} == {None}


def test_merged_cells_are_filled_down_and_flagged(month):
    staged = month.staged("gabung.xlsx")
    assert len({row["village_code_kemendagri"] for row in staged}) == 1
    flags = month.flags("gabung.xlsx")
    filled = {row for row in flags if "filled_down" in flags[row]}
    assert filled == {3, 4, 5, 6, 7}


def test_the_stored_value_of_a_formula_counts(month):
    assert all(row["nama"] for row in month.staged("rumus.xlsx"))


@pytest.mark.parametrize(
    "name",
    ["mac_1904.xlsx", "mac_1904_angka.xlsx", "mac_1904_angka.xls", "mac_1904_angka.ods"],
)
def test_dates_of_a_1904_workbook_are_right(month, name):
    dates = [row["tanggal_lahir"] for row in month.staged(name)]
    assert dates == [dt.date(1980, 3, 14 + i) for i in range(1, 7)]


def test_midnights_that_a_web_application_wrote_in_utc_are_of_the_day_that_began(month):
    dates = [row["tanggal_lahir"] for row in month.staged("tengah_malam.xlsx")]
    assert dates == [dt.date(1980, 3, 14 + i) for i in range(1, 7)]


def test_dates_that_excel_swapped_are_read_by_the_pattern_of_the_file(month):
    staged = month.staged("excel_tertukar.xlsx")
    days = (1, 2, 3, 14, 15, 16)
    assert [row["tanggal_lahir"] for row in staged] == [dt.date(1980, 4, day) for day in days]
    assert [row["tanggal_lahir_alternatif"] is not None for row in staged] == [True] * 3 + [
        False
    ] * 3
    flags = month.flags("excel_tertukar.xlsx")
    assert [row for row in sorted(flags) if "birth_date_swapped" in flags[row]] == [2, 3, 4]


def test_a_file_that_writes_months_first_is_read_so(month):
    staged = month.staged("bulan_dulu.csv")
    assert [row["tanggal_lahir"] for row in staged[3:5]] == [
        dt.date(1980, 4, 5),
        dt.date(1980, 4, 6),
    ]


def test_a_file_of_both_orders_leaves_the_doubt_as_evidence(month):
    row = month.staged("dua_urutan.csv")[2]
    assert row["tanggal_lahir"] == dt.date(1980, 5, 4)
    assert row["tanggal_lahir_alternatif"] == dt.date(1980, 4, 5)
    assert "birth_date_order_doubtful" in month.flags("dua_urutan.csv")[4]


def test_repeated_headers_and_column_numbers_are_no_data_and_rows_keep_their_numbers(month):
    assert [row["row_number"] for row in month.staged("judul_ganda.xlsx")] == [6, 7, 8, 11, 12, 13]


def test_sheets_that_are_not_read_are_named(month):
    drop = month.drop("banyak_lembar.xlsx")
    said = " ".join(r["text"] for r in drop.remarks)
    assert all(
        name in said
        for name in ("'Petunjuk'", "'Rekap'", "'Petugas'", "'Lama' was not read: hidden")
    )
    assert "'Kosong' has a header, no rows" in said
    with month.warehouse.transaction() as tx:
        read = tx.rows_of(
            "select s.sheet_name from ops.sheet as s join ops.drop as d using (drop_id)"
            " where d.file_name like '%banyak_lembar.xlsx' and s.data_rows > 0 order by 1",
            "sheets",
        )
    assert [row["sheet_name"] for row in read] == ["Desa_A", "Desa_B"]


def test_both_kinds_of_one_workbook_are_staged(month):
    assert month.drop("keluarga_dan_individu.xlsx").kind == "family+person"
    assert len(month.staged("keluarga_dan_individu.xlsx", "family")) == 3
    assert len(month.staged("keluarga_dan_individu.xlsx", "person")) == 3


def test_numbers_that_a_spreadsheet_rounded_before_they_were_text_are_no_whole_niks(month):
    for row in month.staged("dibulatkan.csv"):
        assert (row["nik"], len(row["nik_first_15"])) == (None, 15)


def test_values_that_look_like_code_are_text(month):
    addresses = [row["alamat"] for row in month.staged("mirip_kode.csv")]
    assert addresses[:3] == ["=1+1", "'; drop table raw.dtks_person; --", "{{ 7*7 }}"]
    assert addresses[5] == '"kutip", \\.'


def test_windows_text_is_read_in_its_encoding(month):
    assert month.staged("windows.csv")[0]["alamat"] == "Jl. Café 5"


def test_nothing_of_this_refuses_a_file(month):
    assert month.status.refused == []
