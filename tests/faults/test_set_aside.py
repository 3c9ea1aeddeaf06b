"""The column *set aside*: the row goes to quarantine with all its reasons, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from tests import sent
from tests.sent import dtks_row, p3ke_family_row, p3ke_person_row, people, table, write_xlsx

_places = sent.villages()
GOOD = 6


@dataclass(frozen=True)
class SetAside:
    """A file whose good rows are staged, and the reasons of its other rows by row number."""

    name: str
    source: str
    reasons: dict[int, list[str]]
    build: Callable[[Path], object]
    staged: int = GOOD
    flagged: dict[int, set[str]] = field(default_factory=dict)


def dtks(*faulty: dict[str, object]) -> list[sent.Row]:
    """Good rows, and behind them one row for each set of changes."""
    place = next(_places)
    rows = [dtks_row(person, place) for person in people(GOOD)]
    return rows + [dtks_row(people(1)[0], place, **changes) for changes in faulty]


def individuals(*faulty: dict[str, object]) -> list[sent.Row]:
    place = next(_places)
    rows = [p3ke_person_row(person, place) for person in people(GOOD)]
    return rows + [p3ke_person_row(people(1)[0], place, **changes) for changes in faulty]


def families(*faulty: dict[str, object]) -> list[sent.Row]:
    place = next(_places)
    rows = [p3ke_family_row(person, place) for person in people(GOOD)]
    return rows + [p3ke_family_row(people(1)[0], place, **changes) for changes in faulty]


def csv(rows: list[sent.Row], tear: Callable[[list[str]], None], **options: str) -> Callable:
    """A CSV file whose lines are torn as told."""

    def build(path: Path) -> None:
        encoding = options.get("encoding", "utf-8")
        lines = sent.csv_bytes(table(rows), **options).decode(encoding).split("\r\n")
        tear(lines)
        path.write_bytes("\r\n".join(lines).encode(encoding))

    return build


def xlsx(rows: list[sent.Row]) -> Callable:
    return lambda path: write_xlsx(path, Data=table(rows))


def xlsx_with_errors(rows: list[sent.Row], *cells: tuple[int, str]) -> Callable:
    """A workbook in which cells, told by row number and header, hold `#REF!`."""

    def build(path: Path) -> None:
        write_xlsx(path, Data=table(rows))
        book = openpyxl.load_workbook(path)
        sheet = book["Data"]
        headers = [cell.value for cell in sheet[1]]
        for row, header in cells:
            cell = sheet.cell(row, headers.index(header) + 1)
            cell.value, cell.data_type = "#REF!", "e"
        book.save(path)

    return build


def few(lines: list[str]) -> None:
    lines[3] = ";".join(lines[3].split(";")[:18])


def many(lines: list[str]) -> None:
    lines[4] = lines[4] + "|tambahan|lagi"


def nul(lines: list[str]) -> None:
    lines[2] = lines[2].replace("Jl.", "J\x00l.")


def trailing_delimiters(lines: list[str]) -> None:
    lines[:] = [line + ";;" if line else line for line in lines]


def shifted(lines: list[str]) -> None:
    """A delimiter inside the address, in rows whose last column is empty."""
    for at in (3, 4):
        lines[at] = lines[at].replace("Jl. ", "Jl.;")[:-1]


def shifted_under_a_longer_header(lines: list[str]) -> None:
    lines[0] += ";"
    lines[3] = lines[3].replace("Jl. ", "Jl.;")


FILES = [
    SetAside(
        "geser.csv",
        "dtks",
        {4: ["too_many_fields"], 5: ["too_many_fields"]},
        csv(dtks(), shifted),
        staged=4,
    ),
    SetAside(
        "geser_judul_panjang.csv",
        "dtks",
        {4: ["too_many_fields"]},
        csv(dtks(), shifted_under_a_longer_header),
        staged=5,
    ),
    SetAside("kurang.csv", "dtks", {4: ["too_few_fields"]}, csv(dtks(), few), staged=5),
    SetAside(
        "lebih.csv",
        "p3ke",
        {5: ["too_many_fields"]},
        csv(individuals(), many, delimiter="|"),
        staged=5,
    ),
    SetAside("nul.csv", "dtks", {3: ["nul_character"]}, csv(dtks(), nul), staged=5),
    SetAside(
        "nul_utf16.csv",
        "p3ke",
        {3: ["nul_character"]},
        csv(families(), nul, encoding="utf-16"),
        staged=5,
    ),
    SetAside("pemisah_akhir.csv", "dtks", {}, csv(dtks(), trailing_delimiters)),
    SetAside(
        "desa.xlsx",
        "dtks",
        {8: ["village_not_found"], 9: ["village_not_found"], 10: ["row_of_other_regency"]},
        xlsx(
            dtks(
                {"desa_kelurahan": "Entah Di Mana"},
                {"desa_kelurahan": None, "kecamatan": None},
                {"kabupaten_kota": "Kab. Kutai Timur", "kecamatan": "Sangatta Utara"},
            )
        ),
    ),
    SetAside(
        "desa_p3ke.xlsx",
        "p3ke",
        {8: ["village_not_found"], 9: ["row_of_other_regency"]},
        xlsx(
            individuals(
                {"kode_kemdagri": "6402999999", "desa_kelurahan": "Entah", "kecamatan": "Anggana"},
                {
                    "kode_kemdagri": "6407052003",
                    "kabupaten_kota": None,
                    "kecamatan": "Barong Tongkok",
                    "desa_kelurahan": "Simpang Raya",
                },
            )
        ),
    ),
    SetAside(
        "galat.xlsx",
        "p3ke",
        {
            8: ["name_cell_error"],
            9: ["place_cell_error"],
            10: ["name_cell_error", "place_cell_error"],
        },
        xlsx_with_errors(
            individuals({}, {}, {}),
            (8, "Nama"),
            *[(9, h) for h in ("Kode Kemdagri", "Kecamatan", "Desa/Kelurahan")],
            *[(10, h) for h in ("Nama", "Kode Kemdagri", "Kecamatan", "Desa/Kelurahan")],
        ),
    ),
    SetAside(
        "tanpa_nama_dan_nik.xlsx",
        "dtks",
        {row: ["name_and_nik_missing"] for row in (8, 9, 11)},
        xlsx(
            dtks(
                {"nama": None, "nik": None},
                {"nama": "-", "nik": "12345"},
                {"nama": None},
                {"nama": "(kosong)", "nik": "NULL"},
            )
        ),
        staged=GOOD + 1,
        flagged={10: {"name_missing"}},
    ),
    SetAside(
        "nama_panjang.csv",
        "p3ke",
        {8: ["name_too_long"]},
        csv(families({"kepala_keluarga": "Siti " * 900}), lambda lines: None),
    ),
    SetAside(
        "galat_lain.csv",
        "p3ke",
        {**{row: ["name_cell_error"] for row in (8, 9, 10)}, 11: ["place_cell_error"]},
        csv(
            individuals(
                {"nama": "#N/A"},
                {"nama": "Err:502"},
                {"nama": "#SPILL!"},
                {"kode_kemdagri": "Err:508", "kecamatan": "#N/A", "desa_kelurahan": "#N/A"},
            ),
            lambda lines: None,
        ),
    ),
    SetAside(
        "jumlah.xlsx",
        "dtks",
        {8: ["total_row"]},
        lambda path: write_xlsx(path, Data=[*table(dtks()), ["JUMLAH", None, "6 orang"]]),
    ),
    SetAside(
        "camp_total.xlsx",
        "dtks",
        {},
        xlsx(dtks({"alamat": "Total E&P, Camp Handil", "nik": None})),
        staged=GOOD + 1,
        flagged={8: {"nik_blank"}},
    ),
    SetAside(
        "total_keluarga.xlsx",
        "p3ke",
        {8: ["total_row"]},
        lambda path: write_xlsx(path, Data=[*table(families()), ["Total Keluarga:", 6]]),
    ),
]


@pytest.mark.parametrize("fault", FILES, ids=lambda f: f.name)
def test_a_row_that_cannot_be_used_is_set_aside_with_all_its_reasons(month, fault):
    assert {row: set(codes) for row, codes in month.aside(fault.name).items()} == {
        row: set(codes) for row, codes in fault.reasons.items()
    }


@pytest.mark.parametrize("fault", FILES, ids=lambda f: f.name)
def test_the_rest_of_the_file_goes_on_and_the_books_close(month, fault):
    drop = month.drop(fault.name)
    aside = len(fault.reasons)
    assert (drop.state, drop.staged, drop.set_aside) == ("accepted", fault.staged, aside)
    assert drop.rows == drop.loaded == fault.staged + aside


@pytest.mark.parametrize("fault", [f for f in FILES if f.flagged], ids=lambda f: f.name)
def test_a_row_beside_them_that_is_only_in_doubt_stays(month, fault):
    flags = month.flags(fault.name)
    assert {row: flags[row] & codes for row, codes in fault.flagged.items()} == fault.flagged


def test_rows_set_aside_alone_refuse_nothing(month):
    assert month.status.refused == []
    assert month.status.unbalanced == []


def test_every_rule_that_sets_aside_counts_what_is_in_quarantine(month):
    """The suite's unexpected rows are the rows aside with its code, rule by rule."""
    with month.warehouse.transaction() as tx:
        suites = tx.rows_of(
            "select source, layout, rule, unexpected_rows from ops.validation"
            " where outcome = 'set_aside'",
            "suites",
        )
        rows = tx.rows_of(
            "select q.source, s.layout, r.code || '.' || r.column_name as rule, count(*) as rows"
            " from quarantine.row as q join ops.sheet as s using (drop_id, sheet_no)"
            " cross join lateral unnest(q.reasons, q.columns) as r (code, column_name)"
            " group by 1, 2, 3",
            "rows set aside",
        )
    counted = {(r["source"], r["layout"], r["rule"]): r["rows"] for r in rows}
    expected = {(s["source"], s["layout"], s["rule"]): s["unexpected_rows"] for s in suites}
    assert counted == {rule: rows for rule, rows in expected.items() if rows}


def test_reasons_of_a_drop_are_counted_in_rows(month):
    assert month.drop("desa.xlsx").reasons["village_not_found"] == 2


def test_the_sender_reads_positions_and_what_to_do_in_indonesian_and_no_person(month, tmp_path):
    from pipelines.quarantine import export_quarantine

    export_quarantine(month.warehouse, month.period, tmp_path / "aside.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "aside.xlsx").active.values)
    mine = [row for row in rows if row[0].endswith("desa.xlsx")]
    assert mine[0][:4] == ("2026-07/dtks/desa.xlsx", "Data", 8, "Desa/Kelurahan")
    assert mine[0][4:] == (
        "Desa/kelurahan tidak ditemukan.",
        "Periksa kode, kecamatan, dan nama desa.",
        "village_not_found",
    )
    assert all(row[4] and row[5] for row in rows[1:])
    text = " ".join(str(cell) for row in rows for cell in row)
    assert "640299" not in text and "SANTOSO" not in text.upper()
