"""Canary names and numbers go in; they come out nowhere but where people belong."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import text

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

PADAN = str(Path(sys.executable).with_name("padan"))
NAME, MOTHER, STREET = "KANARIWATI SAKSAMA", "IBUKANARI", "GANG KANARI 77"
NIK, NO_KK, BROKEN_NIK = "6402994101801234", "6402990101105678", "64029941018012X9"
CANARIES = (NAME, "KANARIWATI", MOTHER, STREET, NIK, NO_KK, BROKEN_NIK, NIK[:15])
HEADER = (
    "ID DTKS", "Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Alamat", "No KK",
    "NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Nama Ibu Kandung", "Catatan Petugas",
)  # fmt: skip


def row(**changed: object) -> list[object]:
    """A row of a canary person; the test states what is wrong with it."""
    fields: dict[str, object] = dict(
        zip(
            HEADER,
            ("D1", "Kalimantan Timur", "Kutai Kartanegara", "Loa Kulu", "Jembayan", STREET, NO_KK,
             NIK, NAME, "01/01/1980", "Perempuan", MOTHER, f"catatan {NAME} {NIK}"),
            strict=True,
        )
    )  # fmt: skip
    return list((fields | changed).values())


def write(path: Path, rows: list[list[object]]) -> None:
    workbook = Workbook()
    for line in [list(HEADER), *rows]:
        workbook.active.append(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


@dataclass(frozen=True)
class Spread:
    """Everything that a run of canary drops has written outside the places of people."""

    texts: dict[str, str]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    base = tmp_path_factory.mktemp("leaks")
    landing, home = base / "landing", base / "home"
    folder = landing / "2026-07" / "dtks"
    write(
        folder / "sebagian_salah.xlsx",
        [
            row(),
            row(NIK=int(NIK)),
            row(NIK=BROKEN_NIK),
            row(**{"Desa/Kelurahan": NAME, "Kecamatan": STREET}),
            row(**{"Tanggal Lahir": NAME, "Jenis Kelamin": MOTHER}),
            row(Nama=f"{NAME} " * 400),
            row(Nama="#REF!"),
        ],
    )
    write(folder / "satu_nik.xlsx", [row(Nama=f"{NAME} {n}") for n in "ABCDEF"])
    write(folder / "tanpa_desa.xlsx", [row(Kecamatan=None, **{"Desa/Kelurahan": None})])
    (folder / "rusak.xlsx").write_bytes(f"{NAME};{NIK}\n".encode() * 3 + b"\x00\x01")
    (folder / "kurang_kolom.csv").write_text(f"NIK;Nama;Alamat;RT\n{NIK};{NAME};{STREET};1\n")
    environment = {"PADAN_HOME": str(home), "PADAN_SETTLE_SECONDS": "0", "PATH": "/usr/bin:/bin"}

    def padan(*arguments: str) -> str:
        done = subprocess.run(
            [PADAN, "-v", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    texts = {
        "run": padan("run", "--landing", str(landing), "--period", "2026-07"),
        "run again, json": padan("run", "--landing", str(landing), "--period", "2026-07", "--json"),
        "status": padan("status", "--period", "2026-07", "--json"),
        "reconcile": padan("reconcile", "--period", "2026-07"),
    }
    for name in ("links", "villages"):
        out = base / f"{name}.parquet"
        texts[f"export {name}"] = padan(
            "export", name, "--period", "2026-07", "--out", str(out)
        ) + out.read_bytes().decode("latin-1")
    aside = base / "aside.xlsx"
    texts["quarantine"] = padan("quarantine", "export", "--period", "2026-07", "--out", str(aside))
    with zipfile.ZipFile(aside) as workbook:
        texts["quarantine"] += "".join(workbook.read(n).decode() for n in workbook.namelist())
    for page in [p for kind in ("html", "json") for p in (home / "data_docs").rglob(f"*.{kind}")]:
        texts[f"data docs {page.name}"] = page.read_text(encoding="utf-8")
    texts["server log"] = (home / "warehouse" / "server.log").read_text(encoding="utf-8")
    with open_warehouse(Settings(home=home)) as warehouse, warehouse.engine.connect() as database:
        tables = database.execute(
            text(
                "select schemaname || '.' || tablename from pg_tables"
                " where schemaname in ('ops', 'mart', 'reference', 'release', 'disclosure')"
            )
        ).scalars()
        for table in list(tables):
            rows = database.execute(text(f"select t::text from {table} as t")).scalars()
            texts[table] = "\n".join(rows)
        staged = database.execute(text("select count(*) from staging.person")).scalar()
        assert staged, "the canaries must have gone through"
    yield Spread(texts)


@pytest.mark.parametrize("canary", CANARIES)
def test_a_canary_shows_in_no_log_result_page_export_or_table_of_the_flow(
    spread: Spread, canary: str
) -> None:
    assert [place for place, found in spread.texts.items() if canary.lower() in found.lower()] == []


def test_the_search_has_looked_at_what_it_names(spread: Spread) -> None:
    assert "one_nik_on_every_row" in spread.texts["status"]
    assert "sebagian_salah.xlsx" in spread.texts["ops.drop"]
    assert any(place.startswith("data docs") for place in spread.texts)
    assert "Baris" in spread.texts["quarantine"]
