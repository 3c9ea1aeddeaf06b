"""Where rows lie: by code, old codes too, else by names inside the kecamatan."""

from __future__ import annotations

import pytest

from pipelines.readings.place_names import is_this_regency
from pipelines.readings.places import read_place
from pipelines.reference import load_bps_kecamatan, load_region_changes, load_villages

BATU_BATU = "6402052011"


@pytest.mark.parametrize("village", load_villages().values(), ids=lambda v: v.code)
def test_every_village_is_found_by_its_code_and_by_its_names(village):
    assert read_place(village.code, "", "", "").village_code == village.code
    named = read_place(
        "", "KUTAI KARTANEGARA", village.kecamatan_name.upper(), village.name.upper()
    )
    assert (named.village_code, named.placed_by, named.issue) == (village.code, "name", None)


@pytest.mark.parametrize("change", load_region_changes(), ids=lambda c: c.old_code)
def test_old_codes_and_former_names_find_the_village_of_today(change):
    kecamatan = {v.kecamatan_code: v.kecamatan_name for v in load_villages().values()}
    assert read_place(change.old_code, "", "", "").village_code == change.new_code
    for code in (change.old_code, change.new_code):
        for name in (change.old_name, change.new_name):
            found = read_place("", "", kecamatan[code[:6]], name)
            assert found.village_code == change.new_code


@pytest.mark.parametrize(
    "kode",
    [
        "64.02.05.2011",
        "64 02 05 2011",
        "6402052011.0",
        "'6402052011",
        " 6402052011 ",
        "6402052011,0",
        "6.402052011E9",
        "64O2O52O11",
    ],
)
def test_a_code_is_read_however_a_spreadsheet_wrote_it(kode):
    assert read_place(kode, "", "", "").village_code == BATU_BATU


@pytest.mark.parametrize(
    ("kecamatan", "desa", "code"),
    [
        ("Tgr. Seberang", "Loa Lepu", "6402162014"),
        ("TENGGARONG SBRG", "Bukit Raya", "6402162002"),
        ("M. Badak", "Batu-batu", BATU_BATU),
        ("Kec. Muara Badak", "Ds. Batu Batu", BATU_BATU),
        ("MUARABADAK", "BATU_BATU", BATU_BATU),
        ("Kotabangun", "Kota Bangun Ulu", "6402082005"),
        ("Kota Bangun", "Kota Bangun 2", "6402192005"),
        ("Kec. Kota Bangun Darat", "Sumber Sari", "6402192007"),
        ("Loa Kulu", "Sumber Sari", "6402022014"),
        ("Sebulu", "Sumbersari", "6402072007"),
        ("Sangasanga", "Sanga-Sanga Dalam", "6402151003"),
        ("Marangkayu", "Sebuntal", "6402172001"),
        ("Semboja", "Teluk Pemedas", "6402131021"),
        ("Muara Badak", "Batu-Batu (Desa)", BATU_BATU),
        ("Kota Bangun Darat", "Kota Bangun I (satu)", "6402192004"),
        ("Tenggarong", "Loa Ipuh D.", "6402061013"),
        ("Muara Muntai", "Jantur Sel.", "6402012010"),
        ("Muara Badak", "Kel./Desa Batu2", BATU_BATU),
        ("KECAMATAN/KEC. MUARA BADAK", "Desa/Kelurahan Batu-Batu", BATU_BATU),
        ("05 Muara Badak", "Batu-Batu, Kec. Muara Badak", BATU_BATU),
        ("6402 05 Muara Badak Kab. Kukar", "Batu-Batu", BATU_BATU),
        ("Muara Badak", "Batu-Batu RT 05", BATU_BATU),
        ("Muara Wis", "Muara Wis - Muara Wis", "6402182001"),
    ],
)
def test_abbreviated_and_respelled_names_are_found(kecamatan, desa, code):
    assert read_place("", "", kecamatan, desa).village_code == code


@pytest.mark.parametrize(
    ("kecamatan", "desa"),
    [("Muara Badak", "Entah Di Mana"), ("Anggana", "Sumber Sari"), ("Kota Lain", "Batu-Batu"),
     ("Kota Bangun", "Kota Bangun IV"), ("Muara Wis", "M"), ("Sebulu", "S U"),
     ("Sebulu", "Sebulu II"), ("Loa Janan", "Loa Duri 1"),
     ("Muara Badak", "Sungai Payang"), ("Kota Bangun", "Sebemban"), ("Anggana", "Ritan Baru")],
)  # fmt: skip
def test_a_name_that_no_village_of_the_kecamatan_is_like_is_not_guessed(kecamatan, desa):
    assert read_place("", "", kecamatan, desa).issue == "not_found"


@pytest.mark.parametrize(
    ("kecamatan", "desa"),
    [("Loa Kulu", "Jembayan Lama"), ("Muara Muntai", "Rebaq Rinding Lama"),
     ("Muara Muntai", "Jantur Barat"), ("Muara Muntai", "Muara Muntai Laut")],
)  # fmt: skip
def test_a_village_on_another_side_or_of_another_age_is_not_guessed(kecamatan, desa):
    assert read_place("", "", kecamatan, desa).issue == "not_found"


@pytest.mark.parametrize(
    ("kecamatan", "desa", "name"),
    [("Loa Kulu", "Jembayan Dalm", "Jembayan Dalam"), ("Sebulu", "Sebulu Hilir", "Sebulu Ilir"),
     ("Kota Bangun", "Kota Bangun Hulu", "Kota Bangun Ulu"),
     ("Kota Bangun", "Kota Bangun Sebrang", "Kota Bangun Seberang")],
)  # fmt: skip
def test_a_side_that_is_spelled_otherwise_is_the_same(kecamatan, desa, name):
    assert load_villages()[read_place("", "", kecamatan, desa).village_code].name == name


def test_the_code_counts_where_it_contradicts_the_names():
    found = read_place(BATU_BATU, "", "Anggana", "Sungai Meriam")
    assert (found.village_code, found.issue) == (BATU_BATU, "conflict")
    found = read_place(BATU_BATU, "KUTAI BARAT", "", "")
    assert (found.village_code, found.issue) == (BATU_BATU, "conflict")


@pytest.mark.parametrize("code", load_bps_kecamatan())
def test_a_bps_code_is_no_code_of_a_village_but_tells_the_kecamatan(code):
    kecamatan = load_bps_kecamatan()[code]
    village = next(v for v in load_villages().values() if v.kecamatan_name == kecamatan)
    found = read_place(f"{code}004", "", "", village.name)
    assert (found.village_code, found.issue) == (village.code, "code_unusable")


@pytest.mark.parametrize(
    "kabupaten",
    [
        "#REF!", "6402", "64.02", "6403", "-", "KUTAI", "Kukar", "KALIMANTAN TIMUR", "Tenggarong",
        "NULL", "NA", "nan", "None", "(kosong)", "\\N",
    ],
)  # fmt: skip
def test_a_regency_column_that_names_none_or_ours_makes_no_row_foreign(kabupaten):
    assert read_place("", kabupaten, "Muara Badak", "Batu-Batu").village_code == BATU_BATU


@pytest.mark.parametrize(
    ("kode", "kabupaten"),
    [("", "KUTAI BARAT"), ("", "Kab. Berau"), ("6407052003", ""), ("3520011005", "Magetan")],
)
def test_rows_of_another_regency_are_told(kode, kabupaten):
    found = read_place(kode, kabupaten, "Barong Tongkok", "Simpang Raya")
    assert (found.is_other_regency, found.issue) == (True, "other_regency")


@pytest.mark.parametrize(
    ("texts", "issue"),
    [
        (("", "", "", ""), "blank"),
        (("", "Kutai Kartanegara", "Muara Badak", ""), "blank"),
        (("-", "", " ", "-"), "blank"),
        (("NULL", "", "nan", "nan"), "blank"),
        (("#REF!", "", "#REF!", "#N/A"), "cell_error"),
        (("", "", "Muara Badak", "#REF!"), "cell_error"),
        (("6402999999", "", "", ""), "not_found"),
    ],
)
def test_why_a_row_has_no_village(texts, issue):
    assert read_place(*texts).issue == issue


@pytest.mark.parametrize(
    "name",
    [
        "Kutai Kartanegara",
        "KAB. KUTAI KERTANEGARA",
        "kukar",
        "Kutai Kartanegara Dinas Sosial",
        "Kutai Kart.",
        "Kab. K. Kartanegara",
    ],
)
def test_our_regency_is_known_respelled_and_with_an_office_behind_it(name):
    assert is_this_regency(name)


@pytest.mark.parametrize("name", ["Kutai Barat", "Kutai Timur", "Penajam Paser Utara", "Samarinda"])
def test_its_neighbours_are_not_ours(name):
    assert not is_this_regency(name)


@pytest.mark.parametrize(
    "name", ["64.02.05.2011 Batu-Batu", "(2011) BATU-BATU", "2011 - Batu Batu"]
)
def test_a_code_before_a_name_does_not_hide_the_village(name):
    found = read_place("", "Kutai Kartanegara", "640205 - Muara Badak", name)
    assert (found.village_code, found.placed_by) == (BATU_BATU, "name")
