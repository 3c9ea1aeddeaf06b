"""What titles, sheet names and file names say of month and regency."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.load.titles import names_other_regency
from pipelines.periods import stated_periods

JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "PERIODE JULI 2026", "202607", "dtks_202607.xlsx", "2026-07", "dtks 2026_07.csv",
        "Juli_2026", "BULAN JULI TAHUN 2026", "Periode : 07/2026", "BNBA DTKS 6402_juli_2026",
        "juli2026", "PERIODE JULI 2026 (dicetak 3 Agustus 2026)",
        "Dicetak: Agustus 2026, periode Juli 2026", "Periode 2026-07-01",
        "Tanggal cetak 05/08/2026 Periode Juli 2026", "JUL-2026", "July 2026",
        "Periode Jul-26", "PERIODE 7 TAHUN 2026", "Bulan: 07 Thn. 2026", "dtks_072026.xlsx",
        "Nomor 12/VIII/2026, Periode Juli 2026", "Data sampai dengan Juli 2026",
        "DTKS s.d. Juli 2026", "Keadaan Juli 2026", "Anak lahir Juni 2026, periode Juli 2026",
        "Bansos sejak Januari 2026 (Juli 2026)", "DAFTAR PENERIMA BANSOS JULI 2026",
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(text):
    assert stated_periods([text], near=JULY) == [JULY]


@pytest.mark.parametrize("text", [" Bulan Juni ", "bulan_juni.xlsx", "PERIODE: JUNI"])
def test_a_month_called_so_without_a_year_is_the_nearest_of_that_name(text):
    assert stated_periods([text.replace("_", " ")], near=JULY) == [date(2026, 6, 1)]


@pytest.mark.parametrize(
    "text",
    ["Triwulan III (Juli - September 2026)", "Data Juli-Agustus 2026.xlsx",
     "Mei 2026 s/d Juli 2026", "JANUARI S.D. DESEMBER 2026", "Nov 2025 sampai dengan Juli 2026"],
)  # fmt: skip
def test_several_months_are_each_of_them(text):
    assert JULY in stated_periods([text], near=JULY)


@pytest.mark.parametrize("text", ["April - Juni 2026", "Agustus s/d Oktober 2026"])
def test_several_months_are_no_other(text):
    assert JULY not in stated_periods([text], near=JULY)


def test_the_nearest_december_of_a_january_is_the_one_before():
    assert stated_periods(["Periode Desember"], near=date(2027, 1, 1)) == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "P3KE 2022", "p3ke_2022_03.csv", "BNBA P3KE 2023 individu", "Dicetak 3 Agustus 2026",
        "Tenggarong, 12 Juni 2026", "dtks_20260805.xlsx", "dtks_2026-08-05.xlsx", "05/08/2026",
        "Tgl unduh: Agustus 2026", "640206_2012.csv", "Kode 6402062012", "tahun 2026",
        "SK 12/HUK/2021", "2026-08-01 07:30", "Mei", "Maretta 2026",
        "Nomor : 460/123/DINSOS/06/2026", "SK Bupati No. 12/SK-BUP/HK/6/2026", "No.460/06/2026",
        "nomor_urut_062012.csv", "Bulan 6 data",
    ],
)  # fmt: skip
def test_a_year_alone_is_a_vintage_and_a_full_date_a_day_of_printing(text):
    assert stated_periods([text], near=JULY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Anak lahir Juni 2026", "Termasuk bayi lahir bulan Juni 2026", "Dicetak 3 Juni 2026",
        "lahir Januari - Juni 2026", "Tidak termasuk yang meninggal s.d. Juni 2026",
        "Penyaluran PKH tahap II Juni 2026", "Hasil Musdes Juni 2026", "Berlaku sejak 06/2026",
        "Pindah datang 2026-06", "Dikirim Juni 2026", "Ibu hamil per Juni 2026",
    ],
)  # fmt: skip
def test_what_happens_to_people_has_a_month_of_its_own(text):
    assert stated_periods([text], near=JULY) == []


@pytest.mark.parametrize(
    "name", ["KUTAI KARTANEGARA", "Kutai Kertanegara", "KUKAR", "KUTAI KARTANEGARA TAHUN 2026"]
)
@pytest.mark.parametrize("kind", ["KABUPATEN", "Kab.", "PEMERINTAH KABUPATEN", "Kabupaten/Kota :"])
def test_titles_of_ours(kind, name):
    assert not names_other_regency([f"DATA DTKS {kind} {name}"])


@pytest.mark.parametrize(
    "title",
    [
        "PEMERINTAH KABUPATEN KUTAI KARTANEGARA DINAS SOSIAL", "KECAMATAN KOTA BANGUN",
        "DATA TERPADU SE-KABUPATEN", "Jl. Mawar, Kota Tenggarong", "Kabupaten/Kota",
        "KECAMATAN KOTA BANGUN DARAT KABUPATEN KUTAI KARTANEGARA", "BNBA KABUPATEN TAHUN 2026",
    ],
)  # fmt: skip
def test_titles_that_name_no_other_regency(title):
    assert not names_other_regency([title])


@pytest.mark.parametrize(
    "title",
    ["KABUPATEN KUTAI BARAT", "DTKS KAB. KUTAI TIMUR TAHUN 2026", "KOTA SAMARINDA",
     "Kabupaten Berau",
     "Kabupaten/Kota: PENAJAM PASER UTARA", "PEMERINTAH KABUPATEN KUTAI BARAT DINAS SOSIAL"],
)  # fmt: skip
def test_titles_of_another_regency(title):
    assert names_other_regency([title])
