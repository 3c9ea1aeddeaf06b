"""What rows say of whether their person is there: words anywhere, numbers under one header."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests import sent
from tests.conftest import Month, Place
from tests.sent import Person, Row, Village, dtks_row, p3ke_person_row, people, table, write_xlsx

_places = sent.villages()
# By file: the source, its added headers, and of each row what stands there, what is staged, and
# which fields are flagged as unknown.
Line = tuple[tuple[object, ...], str | None, set[str]]
FILES: dict[str, tuple[str, tuple[str, ...], list[Line]]] = {
    "kemensos.xlsx": (
        "dtks",
        ("Status Keberadaan",),
        [
            (("1",), "ada", set()),
            (("2",), None, set()),
            (("3",), "ganda", set()),
            (("4",), "meninggal", set()),
            (("5",), None, set()),
            (("6",), None, {"status_keberadaan"}),
            (("meninggal dunia",), "meninggal", set()),
            (("Tidak Ditemukan",), "tidak_ditemukan", set()),
            ((None,), None, set()),
            (("Entah",), None, {"status_keberadaan"}),
        ],
    ),
    "regsosek.xlsx": (
        "dtks",
        ("404",),
        [
            (("1",), "ada", set()),
            (("2",), "meninggal", set()),
            (("3",), "pindah", set()),
            (("4",), "pindah", set()),
            (("5",), "ada", set()),
            (("6",), "tidak_ditemukan", set()),
            (("Pindah dalam negeri",), "pindah", set()),
        ],
    ),
    "siks.xlsx": (
        "dtks",
        ("masih_hidup_label", "keterangan_meninggal", "is_nonaktif"),
        [
            (("YA", None, None), "ada", set()),
            (("TIDAK", None, None), "meninggal", set()),
            # The gravest that is said holds: who died is not there as well.
            (("YA", "Meninggal", None), "meninggal", set()),
            (("TIDAK", "Meninggal", "YA"), "meninggal", set()),
            (("YA", None, "YA"), "ditolak", set()),
            (("YA", None, "TIDAK"), "ada", set()),
            # A 0 is an empty cell as likely as a no.
            (("0", "0", None), None, {"masih_hidup", "keterangan_meninggal"}),
            ((None, None, None), None, set()),
        ],
    ),
    "p3ke.xlsx": (
        "p3ke",
        ("status_keberadaan_target", "VERVAL_alasan_tidak_memenuhi_kriteria_P3KE"),
        [
            (("Ada", None), "ada", set()),
            (("Ada", "Sudah mampu"), "ditolak", set()),
            (("Ada", "ASN/TNI/Polri"), "ditolak", set()),
            (("Ada", "Tidak ada komponen"), "ditolak", set()),
            (("Tidak ditemukan", "Pindah"), "pindah", set()),
            (("Data Ganda", None), "ganda", set()),
            # Whose number it is, nobody knows.
            (("4", None), None, {"keberadaan_target"}),
            (("3", "Meninggal"), "meninggal", {"keberadaan_target"}),
        ],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def month(new_place: Callable[[], Place]) -> Iterator[Month]:
    place = new_place()
    for name, (source, headers, lines) in FILES.items():
        make: Callable[[Person, Village], Row] = dtks_row if source == "dtks" else p3ke_person_row
        village = next(_places)
        rows = [
            {**make(person, village), **dict(zip(headers, cells, strict=True))}
            for person, (cells, _, _) in zip(people(len(lines)), lines, strict=True)
        ]
        write_xlsx(place.folder(source) / name, BNBA=table(rows))
    plain = [dtks_row(person, next(_places)) for person in people(3)]
    write_xlsx(place.folder("dtks") / "biasa.xlsx", BNBA=table(plain))
    yield place.take_in()
    place.warehouse.close()


@pytest.mark.parametrize("name", FILES)
def test_each_list_is_understood_under_its_own_header(month: Month, name: str) -> None:
    _, _, lines = FILES[name]
    assert [row["status_keberadaan"] for row in month.staged(name)] == [
        said for _, said, _ in lines
    ]


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_understood_is_flagged_and_says_nothing(month: Month, name: str) -> None:
    _, _, lines = FILES[name]
    with month.warehouse.transaction() as tx:
        flags = tx.rows_of(
            "select p.row_number, f.column_name from staging.flag as f"
            " join staging.person as p using (period, row_id)"
            " join ops.drop as d on f.drop_id = d.drop_id"
            " where f.code = 'value_unknown' and d.file_name like '%/' || :name",
            "flags",
            name=name,
        )
    found: dict[int, set[str]] = {}
    for flag in flags:
        found.setdefault(flag["row_number"], set()).add(flag["column_name"])
    assert found == {at: fields for at, (_, _, fields) in enumerate(lines, start=2) if fields}


def test_a_file_without_such_a_column_says_nothing_of_it(month: Month) -> None:
    assert [row["status_keberadaan"] for row in month.staged("biasa.xlsx")] == [None] * 3


def test_only_who_is_not_there_says_something_else_than_before(month: Month) -> None:
    with month.warehouse.transaction() as tx:
        rows = tx.rows_of(
            "select status_keberadaan as said, content_fingerprint = registry.fingerprint("
            "row(tanggal_lahir, tanggal_lahir_alternatif, desil, persentil, dimutakhirkan_tahun,"
            " source_key_is_trusted, penerima_bpnt, penerima_bpum, penerima_bst, penerima_pkh,"
            " penerima_sembako, penerima_prakerja, penerima_kur, penerima_bpnt_ppkm,"
            " penerima_pbi_jkn, source, village_code_kemendagri, source_family_id,"
            " source_person_id, nik, nik_first_15, no_kk, nama, nama_ibu_kandung,"
            " tempat_lahir, jenis_kelamin, hubungan_keluarga, status_kawin, pekerjaan,"
            " status_pekerjaan, pendidikan, alamat, dusun, rt, rw, padan_dukcapil,"
            " prioritas_verval, resiko_stunting, source_key)::text) as is_as_before"
            " from staging.person",
            "fingerprints",
        )
    assert {row["is_as_before"] for row in rows if row["said"] in (None, "ada")} == {True}
    assert {row["is_as_before"] for row in rows if row["said"] not in (None, "ada")} == {False}
