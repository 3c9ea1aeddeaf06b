"""The column *flagged and kept*: no person is dropped for a bad NIK, date or code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from tests import sent
from tests.sent import dtks_row, nik, p3ke_family_row, p3ke_person_row, people, table, write_xlsx

_places = sent.villages()
BORN = dt.date(1980, 3, 5)  # 5 March: day and month can be taken for one another
HER_NIK = nik(BORN, woman=True, serial=9001)


@dataclass(frozen=True)
class Flagged:
    """One faulty row among good ones: its flag, and what is staged of it.

    Attributes:
        staged: Values by column of staging; `*` as a value is anything but null.
    """

    name: str
    source: str
    code: str | None
    build: Callable[[Path], object]
    staged: dict[str, object] = field(default_factory=dict)
    kind: str = "person"


def _rows(make: Callable[..., sent.Row], changes: dict[str, object]) -> list[sent.Row]:
    place = next(_places)
    faulty, *good = people(6)
    return [make(faulty, place, **changes), *[make(person, place) for person in good]]


def dtks(**changes: object) -> Callable[[Path], object]:
    """A workbook whose first data row has these changes."""
    return lambda path: write_xlsx(path, BNBA=table(_rows(dtks_row, changes)))


def individual(**changes: object) -> Callable[[Path], object]:
    return lambda path: sent.write_csv(path, table(_rows(p3ke_person_row, changes)))


def family(**changes: object) -> Callable[[Path], object]:
    return lambda path: write_xlsx(path, KK=table(_rows(p3ke_family_row, changes)))


def family_2023(**changes: object) -> Callable[[Path], object]:
    return lambda path: sent.write_csv(path, table(_rows(sent.p3ke_family_row_2023, changes)))


def individual_2023(**changes: object) -> Callable[[Path], object]:
    return lambda path: sent.write_csv(
        path, table(_rows(sent.p3ke_person_row_2023, changes)), delimiter="|"
    )


def error_in(header: str, make: Callable[..., sent.Row]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        write_xlsx(path, Data=table(_rows(make, {})))
        book = openpyxl.load_workbook(path)
        sheet = book["Data"]
        cell = sheet.cell(2, [c.value for c in sheet[1]].index(header) + 1)
        cell.value, cell.data_type = "#N/A", "e"
        book.save(path)

    return build


FILES = [
    Flagged("nik_kosong.xlsx", "dtks", "nik_blank", dtks(nik=None), {"nik": None, "nama": "*"}),
    Flagged("nik_strip.csv", "p3ke", "nik_blank", individual(nik="-"), {"nik": None}),
    Flagged(
        "nama_null.csv", "p3ke", "name_missing", individual(nama="NULL"), {"nama": None, "nik": "*"}
    ),
    Flagged("desil_koma.csv", "p3ke", None, individual(desil_kesejahteraan="3,0"), {"desil": 3}),
    Flagged("desil_di.csv", "p3ke", None, individual(desil_kesejahteraan="Desil: 4"), {"desil": 4}),
    Flagged(
        "desil_minus.csv",
        "p3ke",
        "decile_out_of_range",
        individual(desil_kesejahteraan="Desil -1"),
        {"desil": None},
    ),
    Flagged(
        "spasi_keras.csv",
        "dtks",
        None,
        dtks(nama="\u00a0SITI\u00a0 AMINAH\u200b", nama_ibu_kandung="\u00a0HALIMAH"),
        {"nama": "SITI AMINAH", "nama_ibu_kandung": "HALIMAH"},
    ),
    Flagged(
        "ibu_null.xlsx", "dtks", None, dtks(nama_ibu_kandung="NULL"), {"nama_ibu_kandung": None}
    ),
    Flagged(
        "kk_sama_nik.xlsx", "dtks", "no_kk_is_nik", dtks(nik=HER_NIK, no_kk=HER_NIK), {"no_kk": "*"}
    ),
    Flagged("nik_belum.csv", "p3ke", "nik_blank", individual(nik="BELUM ADA"), {"nik": None}),
    Flagged(
        "nik_lebar.csv",
        "dtks",
        "nik_repaired",
        dtks(nik=HER_NIK.translate({48 + digit: 0xFF10 + digit for digit in range(10)})),
        {"nik": HER_NIK},
    ),
    Flagged("desil_strip.csv", "p3ke", None, individual(desil_kesejahteraan="-"), {"desil": None}),
    Flagged(
        "desil_spasi_keras.csv",
        "p3ke",
        None,
        individual(desil_kesejahteraan="DESIL_2\u00a0"),
        {"desil": 2},
    ),
    Flagged(
        "nama_titik_titik.xlsx",
        "dtks",
        "name_missing",
        dtks(nama="\u2026", nama_ibu_kandung="#N/A"),
        {"nama": None, "nama_ibu_kandung": None},
    ),
    Flagged(
        "kelamin_tanda.csv",
        "p3ke",
        None,
        individual(jenis_kelamin="Laki_laki", pekerjaan="PNS/TNI/Polri."),
        {"jenis_kelamin": "L", "pekerjaan": "PNS_TNI_POLRI"},
    ),
    Flagged(
        "kelamin_garis.csv",
        "dtks",
        None,
        dtks(jenis_kelamin="Laki\u2013laki\u00a0"),
        {"jenis_kelamin": "L"},
    ),
    Flagged("nik_pendek.xlsx", "dtks", "nik_malformed", dtks(nik="640299123"), {"nik": None}),
    Flagged("nik_sama.csv", "p3ke", "nik_malformed", individual(nik="1" * 16), {"nik": None}),
    Flagged(
        "nik_tanggal.xlsx",
        "p3ke",
        "nik_malformed",
        family(nik="6402993213990001"),
        {"nik": None},
        "family",
    ),
    Flagged("nik_galat.xlsx", "dtks", "nik_cell_error", error_in("NIK", dtks_row), {"nik": None}),
    Flagged(
        "nik_angka.xlsx",
        "dtks",
        "nik_digit_lost",
        dtks(nik=int(HER_NIK)),
        {"nik": None, "nik_first_15": HER_NIK[:15]},
    ),
    Flagged(
        "nik_koma_nol.csv",
        "p3ke",
        "nik_digit_lost",
        individual(nik=f"{HER_NIK}.0"),
        {"nik": None, "nik_first_15": HER_NIK[:15]},
    ),
    Flagged(
        "nik_ribuan.csv",
        "dtks",
        "nik_digit_lost",
        dtks(nik=f"{int(HER_NIK[:15] + '0'):,}".replace(",", ".")),
        {"nik": None, "nik_first_15": HER_NIK[:15]},
    ),
    Flagged(
        "nik_ribuan.xlsx",
        "p3ke",
        "nik_digit_lost",
        family(nik=f"{int(HER_NIK[:15] + '0'):,}.00"),
        {"nik": None, "nik_first_15": HER_NIK[:15]},
        "family",
    ),
    Flagged(
        "nik_ribuan_utuh.csv",
        "p3ke",
        "nik_repaired",
        individual(nik=f"{int(HER_NIK):,}".replace(",", " ")),
        {"nik": HER_NIK},
    ),
    Flagged(
        "nik_enam_angka.csv",
        "dtks",
        "nik_digit_lost",
        dtks(nik="6.402.990.000.000.000"),
        {"nik": None, "nik_first_15": None},
    ),
    Flagged(
        "nik_ilmiah.csv",
        "p3ke",
        "nik_scientific",
        individual(nik="6,40299E+15"),
        {"nik": None, "nik_first_15": None},
    ),
    Flagged(
        "nik_huruf.xlsx",
        "dtks",
        "nik_repaired",
        dtks(nik="'" + HER_NIK.replace("0", "O"), tanggal_lahir=BORN, jenis_kelamin="P"),
        {"nik": HER_NIK},
    ),
    Flagged(
        "nik_titik.csv",
        "p3ke",
        "nik_repaired",
        individual_2023(nik=f"{HER_NIK[:6]}.{HER_NIK[6:12]}-{HER_NIK[12:]}"),
        {"nik": HER_NIK},
    ),
    Flagged(
        "kk_angka.xlsx", "dtks", "no_kk_unusable", dtks(no_kk=6402982005150007), {"no_kk": None}
    ),
    Flagged(
        "tgl_mustahil.xlsx",
        "dtks",
        "birth_date_impossible",
        dtks(tanggal_lahir="31/02/1980"),
        {"tanggal_lahir": None},
    ),
    Flagged(
        "tgl_nanti.csv",
        "p3ke",
        "birth_date_after_period",
        individual(tanggal_lahir="2026-08-01"),
        {"tanggal_lahir": None},
    ),
    Flagged(
        "tgl_hari_terakhir.csv",
        "p3ke",
        None,
        individual(tanggal_lahir="2026-07-31", nik=None),
        {"tanggal_lahir": dt.date(2026, 7, 31)},
    ),
    Flagged(
        "tgl_tua.xlsx",
        "p3ke",
        "birth_date_too_old",
        family(tanggal_lahir="30/06/1906"),
        {"tanggal_lahir": None},
        "family",
    ),
    Flagged(
        "tgl_kata.csv",
        "p3ke",
        "birth_date_unreadable",
        individual(tanggal_lahir="tidak tahu"),
        {"tanggal_lahir": None},
    ),
    Flagged(
        "tgl_kosong.xlsx",
        "dtks",
        "birth_date_blank",
        dtks(tanggal_lahir=None),
        {"tanggal_lahir": None},
    ),
    Flagged(
        "tgl_tertukar.xlsx",
        "dtks",
        "birth_date_swapped",
        dtks(tanggal_lahir=dt.date(1980, 5, 3), nik=HER_NIK, jenis_kelamin="P"),
        {"tanggal_lahir": BORN, "tanggal_lahir_alternatif": None},
    ),
    Flagged(
        "tgl_dua_angka.xlsx",
        "dtks",
        None,
        dtks(tanggal_lahir="17/08/45", nik=None),
        {"tanggal_lahir": dt.date(1945, 8, 17)},
    ),
    Flagged(
        "tgl_dua_angka_baru.csv",
        "p3ke",
        None,
        individual(tanggal_lahir="29/02/00", nik=None),
        {"tanggal_lahir": dt.date(2000, 2, 29)},
    ),
    Flagged(
        "kode_tak_dikenal.xlsx",
        "dtks",
        "value_unknown",
        dtks(hub_keluarga="Sepupu Jauh", jenis_kelamin="X"),
        {"hubungan_keluarga": None, "jenis_kelamin": None},
    ),
    Flagged(
        "kode_tak_dikenal_2023.csv",
        "p3ke",
        "value_unknown",
        family_2023(kualitas_atap="LUMAYAN"),
        {"kualitas_atap": None, "kepemilikan_rumah": "BEBAS_SEWA_MENUMPANG"},
        "family",
    ),
    *[
        Flagged(
            f"desil_{number}.csv",
            "p3ke",
            "decile_out_of_range",
            individual(desil_kesejahteraan=value),
            {"desil": None},
        )
        for number, value in enumerate(("0", "11", "-1", "dua", "1,5"))
    ],
    Flagged(
        "desil_keluarga.xlsx",
        "p3ke",
        "decile_out_of_range",
        family(desil_kesejahteraan=12),
        {"desil": None},
        "family",
    ),
    Flagged("desil_nol_dua.csv", "p3ke", None, individual(desil_kesejahteraan="02"), {"desil": 2}),
    Flagged(
        "nama_kosong_satu.xlsx", "dtks", "name_missing", dtks(nama=None), {"nama": None, "nik": "*"}
    ),
    Flagged(
        "nama_kosong_kk.xlsx",
        "p3ke",
        "name_missing",
        family(kepala_keluarga="  "),
        {"nama": None},
        "family",
    ),
    Flagged(
        "kode_bps.csv",
        "p3ke",
        "village_code_unusable",
        individual(kode_kemdagri="6403130004", kecamatan="Muara Badak", desa_kelurahan="Batu-Batu"),
        {"village_code_kemendagri": "6402052011", "placed_by": "name"},
    ),
    Flagged(
        "kode_galat.xlsx",
        "p3ke",
        "village_code_unusable",
        error_in("Kode Kemdagri", p3ke_person_row),
        {"village_code_kemendagri": "*", "placed_by": "name"},
    ),
    Flagged(
        "kode_lain.csv",
        "p3ke",
        "village_conflict",
        individual(kode_kemdagri="6402052011", kecamatan="Tenggarong", desa_kelurahan="Melayu"),
        {"village_code_kemendagri": "6402052011", "placed_by": "code"},
    ),
    Flagged(
        "kode_lama.csv",
        "p3ke",
        None,
        individual(
            kode_kemdagri="64.02.08.2002", kecamatan="Kota Bangun", desa_kelurahan="Benua Baru"
        ),
        {"village_code_kemendagri": "6402192003", "placed_by": "old_code"},
    ),
    Flagged(
        "ejaan.xlsx",
        "dtks",
        None,
        dtks(kecamatan="Kec. Sangasanga", desa_kelurahan="Kel. Sanga-sanga Dalam"),
        {"village_code_kemendagri": "6402151003"},
    ),
    Flagged(
        "nik_bersama.xlsx",
        "dtks",
        "nik_shared",
        lambda path: write_xlsx(path, BNBA=table(_with(_rows(dtks_row, {}), "NIK", (0, 1)))),
        {"nik": "*"},
    ),
    Flagged(
        "kunci_bersama.csv",
        "p3ke",
        "source_key_shared",
        lambda path: sent.write_csv(
            path, table(_with(_rows(p3ke_person_row, {}), "ID Keluarga P3KE", (0, 1)))
        ),
        {"source_key_is_trusted": False},
    ),
    Flagged(
        "kunci_kk_bersama.xlsx",
        "p3ke",
        "source_key_shared",
        lambda path: write_xlsx(
            path, KK=table(_with(_rows(p3ke_family_row, {}), "ID Keluarga P3KE", (0, 1)))
        ),
        {"source_key_is_trusted": False},
        "family",
    ),
]


def _with(rows: list[sent.Row], header: str, places: tuple[int, int]) -> list[sent.Row]:
    """The second of two rows gets the first one's value."""
    first, second = places
    rows[second] = {**rows[second], header: rows[first][header]}
    return rows


@pytest.mark.parametrize("fault", FILES, ids=lambda f: f.name)
def test_the_row_is_kept_with_its_flag_and_what_can_be_used_of_it(month, fault):
    drop = month.drop(fault.name)
    assert (drop.state, drop.rows, drop.staged, drop.set_aside) == ("accepted", 6, 6, 0)
    flags = month.flags(fault.name).get(2, set())
    if fault.code is None:
        assert not {f for f in flags if f.startswith(("birth_date", "village", "decile"))}
    else:
        assert fault.code in flags
        assert drop.reasons[fault.code] >= 1
    row = month.staged(fault.name, fault.kind)[0]
    for column, value in fault.staged.items():
        assert row[column] is not None if value == "*" else row[column] == value, column


@pytest.mark.parametrize("fault", FILES, ids=lambda f: f.name)
def test_good_rows_beside_it_have_no_flag(month, fault):
    others = {row: codes for row, codes in month.flags(fault.name).items() if row > 3}
    assert others == {}


def test_flags_alone_refuse_nothing(month):
    assert month.status.refused == []


def test_the_original_stays_in_raw(month):
    with month.warehouse.transaction() as tx:
        found = tx.scalar(
            "select tanggal_lahir from raw.dtks_person as r join ops.drop as d using (drop_id)"
            " where d.file_name = '2026-07/dtks/tgl_mustahil.xlsx' and r.row_number = 2"
        )
    assert found == "31/02/1980"


def test_every_rule_of_the_suites_counts_what_was_flagged_or_set_aside(month):
    """The suite's unexpected rows are the rows with its code, rule by rule."""
    with month.warehouse.transaction() as tx:
        suites = tx.rows_of(
            "select source, layout, rule, outcome, unexpected_rows from ops.validation", "suites"
        )
        rows = tx.rows_of(
            "select s.source, s.layout, f.code || '.' || f.column_name as rule, count(*) as rows"
            " from staging.flag as f join ("
            "select row_id, source, layout from staging.person union all"
            " select row_id, source, layout from staging.family) as s using (row_id)"
            " group by 1, 2, 3",
            "flags",
        )
    counted = {(r["source"], r["layout"], r["rule"]): r["rows"] for r in rows}
    flagging = [s for s in suites if s["outcome"] == "flag"]
    assert {(s["source"], s["layout"], s["rule"]): s["unexpected_rows"] for s in flagging} == {
        (s["source"], s["layout"], s["rule"]): counted.get((s["source"], s["layout"], s["rule"]), 0)
        for s in flagging
    }
    assert sum(counted.values()) > len(FILES) - 10
