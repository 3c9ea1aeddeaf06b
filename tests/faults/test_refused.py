"""The column *refused*: nothing of the file goes on, one clear reason, and the others go on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import sent
from tests.reading.test_unsafe_files import ole_file
from tests.sent import (
    dtks_row,
    p3ke_family_row,
    p3ke_person_row,
    people,
    table,
    write_csv,
    write_xlsx,
)

_places = sent.villages()
ANY = next(_places)
VILLAGE = ("Desa/Kelurahan", "Nama Desa")


def other_order(cells: list[list[object]]) -> list[list[object]]:
    """The same table with the name of the person and of the mother changed for each other."""
    here, there = (cells[0].index(header) for header in ("Nama", "Nama Ibu Kandung"))
    for row in cells:
        row[here], row[there] = row[there], row[here]
    return cells


def capitals(cells: list[list[object]]) -> list[list[object]]:
    """The same table under a header in capitals."""
    return [[str(header).upper() for header in cells[0]], *cells[1:]]


@dataclass(frozen=True)
class Refused:
    """A file, the code of its refusal, and words that engineer and sender must read."""

    name: str
    source: str
    code: str
    build: Callable[[Path], object]
    says: tuple[str, ...] = ()
    mengatakan: tuple[str, ...] = ()
    rows: int = 0


def dtks(count: int = 6, **changes: object) -> list[sent.Row]:
    place = next(_places)
    return [dtks_row(person, place, **changes) for person in people(count)]


def individuals(count: int = 6, **changes: object) -> list[sent.Row]:
    place = next(_places)
    return [p3ke_person_row(person, place, **changes) for person in people(count)]


def titled(title: str, rows: list[sent.Row]) -> list[list[object]]:
    return [[title], [None], *table(rows)]


def signed(cells: list[list[object]]) -> list[list[object]]:
    """A table with an official's name and number below it, in the column of the names."""
    name = cells[0].index("Nama")
    return [*cells, *[[None] * name + [text] for text in ("Kepala Dinas", "NIP. 19700101 1 001")]]


def page(above: str, cells: list[list[object]]) -> str:
    """A web page that shows a table below something else."""
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in cells)
    return f"<html><body>{above}<table><tr>{'</tr><tr>'.join(rows)}</tr></table></body></html>"


def of_berau() -> list[sent.Row]:
    return dtks(6, kabupaten_kota="BERAU", kecamatan="SAMBALIUNG", desa_kelurahan="GURIMBANG")


def renamed(rows: list[sent.Row], old: str, new: str) -> list[sent.Row]:
    return [{new if k == old else k: v for k, v in row.items()} for row in rows]


def cut_off(path: Path) -> None:
    write_xlsx(path, table(dtks()))
    path.write_bytes(path.read_bytes()[:-900])


def cut_off_text(path: Path) -> None:
    text = sent.csv_bytes(table(dtks()))
    path.write_bytes(text[: text.rindex(b";", 0, -40)])


def encrypted(path: Path) -> None:
    path.write_bytes(ole_file("EncryptedPackage"))


def bomb(path: Path) -> None:
    write_xlsx(path, table(dtks()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(60 << 20))


def doubled_column(path: Path, header: str) -> None:
    cells = table(dtks())
    index = cells[0].index(header)
    write_xlsx(path, [[*row, row[index]] for row in cells])


def same_people_on_two_sheets(path: Path) -> None:
    rows = dtks()
    write_xlsx(path, Asli=table(rows), Urut=table(rows[::-1]))


def zipped(path: Path) -> None:
    good, bad = table(dtks()), table(dtks(), without=["NIK"])
    sent.zip_of(path, {"baik.csv": sent.csv_bytes(good), "buruk.csv": sent.csv_bytes(bad)})


def one_nik(rows: list[sent.Row]) -> list[sent.Row]:
    return [{**row, "NIK": rows[0]["NIK"]} for row in rows]


def p3ke_2022_and_2023(path: Path) -> None:
    place = next(_places)
    rows = [sent.p3ke_person_row_2023(person, place) for person in people(6)]
    write_csv(path, table(rows, without=["Tanggal Lahir"]))


FILES = [
    Refused(
        "kosong.xlsx", "dtks", "empty_file", lambda p: p.write_bytes(b""), ("empty",), ("kosong",)
    ),
    Refused("kosong.csv", "p3ke", "empty_file", lambda p: p.write_text("\r\n \r\n")),
    Refused("lembar_kosong.xlsx", "dtks", "empty_file", lambda p: write_xlsx(p, [])),
    Refused("terpotong.xlsx", "dtks", "broken_file", cut_off, ("cut off",), ("rusak",)),
    Refused(
        "terpotong.csv",
        "dtks",
        "broken_file",
        cut_off_text,
        ("Line 7", "cut off"),
        ("Baris 7", "terpotong"),
    ),
    Refused("foto.xlsx", "dtks", "broken_file", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" * 40)),
    Refused("sandi.xlsx", "dtks", "encrypted_file", encrypted, ("password",), ("kata sandi",)),
    Refused(
        "halaman_utuh.xls",
        "dtks",
        "broken_file",
        lambda p: p.write_text(f"MIME-Version: 1.0\n\n{page('', table(dtks()))}"),
    ),
    Refused("bom.xlsx", "p3ke", "zip_bomb", bomb, ("unpacks",), ("ukuran wajar",)),
    Refused(
        "catatan.xlsx",
        "dtks",
        "no_known_header",
        lambda p: write_xlsx(p, Catatan=[["Mohon segera dikirim"], ["terima kasih"]]),
        ("'Catatan'", "Nama", "NIK", "Tanggal Lahir"),
        ("tidak dikenali", "Tanggal Lahir"),
    ),
    Refused(
        "tanpa_judul.csv",
        "dtks",
        "no_known_header",
        lambda p: write_csv(p, table(dtks())[1:]),
        ("header",),
    ),
    Refused(
        "rekap.xlsx",
        "dtks",
        "no_known_header",
        lambda p: write_xlsx(
            p,
            [
                ["Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Jumlah"],
                list("abcde"),
            ],
        ),
    ),
    Refused(
        "tgl.xlsx",
        "dtks",
        "missing_column",
        lambda p: write_xlsx(p, BNBA=table(renamed(dtks(), "Tanggal Lahir", "Tgl. Lahir"))),
        (
            "Sheet 'BNBA', row 1",
            "Tanggal Lahir is missing",
            "Tgl. Lahir looks like it",
            "dtks.yaml",
        ),
        ("Lembar 'BNBA', baris 1", "kolom Tanggal Lahir tidak ada", "Tgl. Lahir tampaknya"),
    ),
    Refused(
        "nik_dieja.csv",
        "p3ke",
        "missing_column",
        lambda p: write_csv(p, table(renamed(individuals(), "NIK", "Nomor Induk Kependudukan"))),
        ("Line 1", "column NIK is missing", "Nomor Induk Kependudukan looks like it"),
        ("Baris 1", "kolom NIK tidak ada"),
    ),
    Refused(
        "satu_lembar_salah.xlsx",
        "dtks",
        "missing_column",
        lambda p: write_xlsx(p, A=table(dtks()), B=table(renamed(dtks(), "NIK", "No. NIK"))),
        ("Sheet 'B', row 1", "column NIK is missing", "No. NIK looks like it"),
    ),
    Refused(
        "dua_tabel.xlsx",
        "dtks",
        "second_table",
        lambda p: write_xlsx(p, [*table(dtks()), [], *other_order(table(dtks()))]),
        ("a second table begins here",),
        ("tabel kedua",),
    ),
    Refused(
        "dua_tabel_kapital.xlsx",
        "dtks",
        "second_table",
        lambda p: write_xlsx(p, [*table(dtks()), [], *capitals(other_order(table(dtks())))]),
        ("row 9", "a second table begins here"),
    ),
    Refused(
        "tempat_dieja.xlsx",
        "dtks",
        "missing_column",
        lambda p: write_xlsx(p, table(renamed(renamed(dtks(), "Kecamatan", "Kec."), *VILLAGE))),
        ("Kec. looks like it", "Nama Desa looks like it"),
        ("Kolom Kec. tampaknya", "Kolom Nama Desa tampaknya"),
    ),
    Refused(
        "tanpa_nama.csv",
        "dtks",
        "missing_column",
        lambda p: write_csv(p, table(dtks(), without=["Nama"])),
        ("column Nama is missing",),
    ),
    Refused(
        "tanpa_nik_dan_nama.xlsx",
        "dtks",
        "missing_column",
        lambda p: write_xlsx(p, table(dtks(), without=["Nama", "NIK"])),
        ("column Nama; NIK are missing",),
    ),
    Refused(
        "tanpa_tempat.xlsx",
        "dtks",
        "missing_column",
        lambda p: write_xlsx(p, table(dtks(), without=["Kecamatan"])),
        ("Kode Kemdagri or Kecamatan and Desa/Kelurahan",),
        ("kolom Kode Kemdagri atau Kecamatan dan Desa/Kelurahan tidak ada",),
    ),
    Refused(
        "tanpa_id.xlsx",
        "p3ke",
        "missing_column",
        lambda p: write_xlsx(p, table(individuals(), without=["ID Individu"])),
        ("ID Individu is missing",),
    ),
    Refused(
        "keluarga_tanpa_id.xlsx",
        "p3ke",
        "missing_column",
        lambda p: write_xlsx(
            p,
            titled(
                "DATA P3KE KABUPATEN KUTAI KARTANEGARA",
                [
                    {k: v for k, v in p3ke_family_row(one, ANY).items() if k != "ID Keluarga P3KE"}
                    for one in people(3)
                ],
            ),
        ),
        ("row 3", "ID Keluarga P3KE is missing"),
    ),
    Refused(
        "p3ke_2023_tanpa_tanggal.csv",
        "p3ke",
        "missing_column",
        p3ke_2022_and_2023,
        ("Tanggal Lahir",),
    ),
    Refused(
        "dua_nik.xlsx",
        "dtks",
        "repeated_column",
        lambda p: doubled_column(p, "NIK"),
        ("column NIK stands there twice", "row 1"),
        ("kolom NIK muncul dua kali",),
    ),
    Refused(
        "hanya_judul.xlsx",
        "p3ke",
        "no_rows",
        lambda p: write_xlsx(p, Individu=table(individuals())[:1]),
        ("'Individu'", "no rows"),
        ("tanpa data",),
    ),
    Refused("hanya_judul.csv", "dtks", "no_rows", lambda p: write_csv(p, table(dtks())[:1])),
    Refused(
        "salah_map.xlsx",
        "p3ke",
        "other_source",
        lambda p: write_xlsx(p, BNBA=table(dtks())),
        ("those of dtks", "folder dtks/"),
        ("milik DTKS",),
    ),
    Refused(
        "salah_map.csv",
        "dtks",
        "other_source",
        lambda p: write_csv(p, table(individuals())),
        ("those of p3ke", "wrong folder"),
        ("milik P3KE",),
    ),
    Refused(
        "judul_kubar.xlsx",
        "dtks",
        "other_regency",
        lambda p: write_xlsx(p, titled("DATA DTKS KABUPATEN KUTAI BARAT", dtks())),
        ("title", "above row 3"),
        ("kabupaten/kota lain",),
    ),
    Refused(
        "isi_kubar.csv",
        "p3ke",
        "other_regency",
        lambda p: write_csv(
            p,
            table(
                [
                    *individuals(2),
                    *individuals(3, kabupaten_kota="KUTAI BARAT", kode_kemdagri="6407052003"),
                ]
            ),
        ),
        ("From line 2", "More than half"),
        ("Lebih dari separuh",),
        rows=5,
    ),
    Refused(
        "bulan_lain.xlsx",
        "dtks",
        "other_period",
        lambda p: write_xlsx(p, titled("PERIODE AGUSTUS 2026", dtks())),
        ("2026-08", "2026-07"),
        ("Agustus 2026", "Juli 2026"),
    ),
    Refused("dtks_202606.csv", "dtks", "other_period", lambda p: write_csv(p, table(dtks()))),
    Refused("dtks 2026_09.csv", "dtks", "other_period", lambda p: write_csv(p, table(dtks()))),
    Refused(
        "bulan_dan_cetak.xlsx",
        "p3ke",
        "other_period",
        lambda p: write_xlsx(
            p, titled("P3KE BULAN MEI TAHUN 2026 (dicetak 3 Juli 2026)", individuals())
        ),
        ("2026-05",),
    ),
    Refused(
        "judul_di_halaman.xls",
        "dtks",
        "other_regency",
        lambda p: p.write_text(page("<h3>BNBA KABUPATEN KUTAI BARAT</h3>", table(dtks()))),
        ("names another regency",),
    ),
    Refused(
        "judul_di_tabel_lain.xls",
        "p3ke",
        "other_period",
        lambda p: p.write_text(
            page("<table><tr><td>Periode</td><td>Juni 2026</td></tr></table>", table(individuals()))
        ),
        ("2026-06",),
    ),
    Refused(
        "satu_nik.xlsx",
        "dtks",
        "one_nik_on_every_row",
        lambda p: write_xlsx(p, BNBA=table([*one_nik(dtks()), {"Nama": "TOTAL 6 ORANG"}])),
        ("Sheet 'BNBA'", "row 2", "column NIK", "same NIK"),
        ("NIK yang sama", "Lembar 'BNBA'"),
        rows=7,
    ),
    Refused(
        "satu_nik_ditandatangani.xlsx",
        "dtks",
        "one_nik_on_every_row",
        lambda p: write_xlsx(p, BNBA=signed(table(one_nik(dtks())))),
        rows=8,
    ),
    Refused(
        "nama_kosong_ditandatangani.xlsx",
        "p3ke",
        "names_empty",
        lambda p: write_xlsx(p, BNBA=signed(table(individuals(nama=None)))),
        rows=8,
    ),
    Refused(
        "kabupaten_lain_ditandatangani.xlsx",
        "dtks",
        "other_regency",
        lambda p: write_xlsx(p, BNBA=signed(table([*dtks(5), *of_berau()]))),
        rows=13,
    ),
    Refused(
        "hanya_nama.csv",
        "dtks",
        "places_empty",
        lambda p: write_csv(
            p, table(dtks(nik=None, tanggal_lahir=None, kecamatan=None, desa_kelurahan=None))
        ),
        rows=6,
    ),
    Refused(
        "satu_nik.csv",
        "p3ke",
        "one_nik_on_every_row",
        lambda p: write_csv(p, table(one_nik(individuals(5)))),
        rows=5,
    ),
    Refused(
        "nama_kosong.xlsx",
        "p3ke",
        "names_empty",
        lambda p: write_xlsx(p, table(individuals(nama=None))),
        ("column Nama", "empty in every row"),
        ("nama kosong",),
        rows=6,
    ),
    Refused(
        "nama_strip.csv",
        "dtks",
        "names_empty",
        lambda p: write_csv(p, table(dtks(nama="-"))),
        rows=6,
    ),
    Refused(
        "tempat_kosong.csv",
        "dtks",
        "places_empty",
        lambda p: write_csv(p, table(dtks(kecamatan=None, desa_kelurahan=" "))),
        ("Desa/Kelurahan", "empty in every row"),
        ("wilayah kosong",),
        rows=6,
    ),
    Refused(
        "desa_kosong.xlsx",
        "p3ke",
        "places_empty",
        lambda p: write_xlsx(p, table(individuals(desa_kelurahan=None, kode_kemdagri=None))),
        rows=6,
    ),
]


@pytest.mark.parametrize("refused", FILES, ids=lambda f: f"{f.source}-{f.name}")
def test_a_file_that_cannot_be_understood_is_refused_with_one_clear_reason(month, refused):
    drop = _drop(month, refused)
    assert (drop.state, next(iter(drop.reasons))) == ("refused", refused.code)
    for word in refused.says:
        assert word in drop.message
    for kata in refused.mengatakan:
        assert kata in drop.message_id
    assert drop.message_id.split() and drop.message_id != drop.message


def _drop(month, refused):
    return next(
        d for d in month.status.drops if d.file_name == f"2026-07/{refused.source}/{refused.name}"
    )


@pytest.mark.parametrize("refused", [f for f in FILES if f.rows], ids=lambda f: f.name)
def test_rows_of_a_refused_file_are_accounted_for_and_leave_raw(month, refused):
    drop = _drop(month, refused)
    assert (drop.rows, drop.refused, drop.loaded, drop.staged) == (refused.rows, refused.rows, 0, 0)
    with month.warehouse.transaction() as tx:
        left = tx.scalar(
            "select (select count(*) from raw.dtks_person where drop_id = d.drop_id)"
            " + (select count(*) from raw.p3ke_person where drop_id = d.drop_id)"
            " from ops.drop as d where file_name = :name",
            name=drop.file_name,
        )
    assert left == 0


def test_no_message_holds_a_value_of_a_row(month):
    texts = [d.message or "" for d in month.status.drops] + [
        d.message_id or "" for d in month.status.drops
    ]
    assert not any("640299" in text for text in texts)
    names = {sent.Person(number).name.upper() for number in range(1, 400)}
    assert not any(name in text.upper() for text in texts for name in names)
