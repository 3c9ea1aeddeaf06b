"""A sheet is told by its header, by the best match, never by name or position."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import load_contracts
from pipelines.load.header import find_header, look_alikes

LAYOUTS = [
    (source, layout) for source, contract in load_contracts().items() for layout in contract.layouts
]


def headers_of(source: str, layout: str) -> list[str]:
    _, kind, promised = load_contracts()[source].layouts[layout]
    return [kind.header_of(field) for field in promised.fields]


@pytest.mark.parametrize(("source", "layout"), LAYOUTS)
def test_every_layout_is_told_by_its_own_header(source, layout):
    contract = load_contracts()[source]
    header = find_header([["Judul"], headers_of(source, layout)], contract)
    assert (header.layout, header.row_index, header.missing()) == (layout, 1, [])
    assert (header.unknown, header.repeated) == ({}, ())


@given(st.sampled_from(LAYOUTS), st.randoms(), st.integers(0, 20), st.sampled_from("usl"))
def test_order_case_signs_and_added_columns_do_not_matter(chosen, rng: random.Random, more, case):
    source, layout = chosen
    change = {"u": str.upper, "s": lambda h: f" {h.replace(' ', '_')} ", "l": str.lower}[case]
    headers = [change(h) for h in headers_of(source, layout)]
    headers += [f"Kolom Daerah {n}" for n in range(more)]
    rng.shuffle(headers)
    header = find_header([headers], load_contracts()[source])
    assert (header.layout, header.missing(), len(header.unknown)) == (layout, [], more)


@pytest.mark.parametrize(
    ("field", "spelled"),
    [
        ("nik", "NIK (16 digit)"), ("tanggal_lahir", "Tanggal Lahir (dd/mm/yyyy)"),
        ("jenis_kelamin", "Jenis Kelamin\n(L/P)"), ("nama", "Nama [wajib diisi, sesuai KTP]"),
        ("no_kk", "Nomor KK (16 angka, format teks)"),
        ("tanggal_lahir", "TANGGAL LAHIR (HH-BB-TTTT)"),
    ],
)  # fmt: skip
def test_what_brackets_say_of_a_column_s_form_is_no_part_of_its_header(field, spelled):
    contract = load_contracts()["dtks"]
    official = contract.kinds["person"].header_of(field)
    row = [spelled if h == official else h for h in headers_of("dtks", "bnba")]
    header = find_header([row], contract)
    assert (header.missing(), header.unknown) == ([], {})


@pytest.mark.parametrize(
    "spelled", ["Nama (Ibu)", "Nama (KK)", "Nama (Kepala Keluarga)", "Nama (2)", "Nama (lama)"]
)
def test_brackets_that_say_whose_a_column_is_make_it_another_column(spelled):
    contract = load_contracts()["dtks"]
    row = [spelled if h == "Nama" else h for h in headers_of("dtks", "bnba")]
    assert find_header([row], contract).missing() == ["Nama"]


def test_places_alone_are_no_header_of_people():
    row = ["Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Jumlah"]
    assert find_header([row], load_contracts()["dtks"]) is None


def test_a_header_below_a_long_letter_is_found_and_one_far_below_another_is_not():
    contract, row = load_contracts()["dtks"], headers_of("dtks", "bnba")
    letter = [[f"Kalimat {number}"] for number in range(60)]
    assert find_header([*letter, row], contract).row_index == 60
    assert find_header([row[:-1], *letter, row], contract).row_index == 0


def test_a_header_that_lacks_all_that_says_who_is_one_when_half_of_it_is_known():
    spelled = {"Nama": "Nama Penerima", "NIK": "No. NIK", "Tanggal Lahir": "Tgl\nLahir"}
    row = [spelled.get(header, header) for header in headers_of("dtks", "bnba")]
    header = find_header([row], load_contracts()["dtks"])
    assert header.missing() == ["Nama", "NIK", "Tanggal Lahir"]
    assert header.look_alikes() == ["Nama Penerima", "No. NIK", "Tgl Lahir"]


@pytest.mark.parametrize(
    ("missing", "candidate"),
    [
        ("Tanggal Lahir", "Tgl. Lahir"), ("NIK", "No. NIK"), ("NIK", "Nomor Induk Kependudukan"),
        ("Nama", "Nama Lengkap"), ("Desa/Kelurahan", "Desa / Kel."), ("Kecamatan", "Kec amatan*"),
        ("Kecamatan", "Kec."), ("Desa/Kelurahan", "Nama Desa"),
        ("Desa/Kelurahan", "Kelurahan/Desa"),
    ],
)  # fmt: skip
def test_a_column_that_may_be_the_missing_one_is_named(missing, candidate):
    assert look_alikes(missing, ["Keterangan", candidate, "Usia"]) == [candidate]
