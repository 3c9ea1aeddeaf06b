"""What senders send, made for tests: valid rows by header, and real files of many formats.

A factory gives a valid row; a test states only what matters. All numbers are in the impossible
range: no kecamatan is numbered 90 or above.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from pipelines.reference import Village, load_villages

Row = dict[str, object]
Cells = Sequence[object]

GIVEN = (
    "Siti", "Ahmad", "Nurul", "Budi", "Rina", "Hendra", "Maya", "Agus", "Dewi", "Rahmat",
    "Yuliana", "Darma", "Intan", "Fajar", "Lestari", "Guntur", "Wahyuni", "Bayu", "Kartini",
    "Usman", "Zulaikha", "Teguh", "Melati", "Joko", "Purnama", "Ismail", "Ratna", "Candra",
)  # fmt: skip
FAMILY = (
    "Aminah", "Syahrani", "Hidayah", "Santoso", "Wati", "Pratama", "Sari", "Noor", "Anggraini",
    "Hakim", "Putri", "Saputra", "Permata", "Ramadhan", "Rahayu", "Firdaus", "Astuti",
    "Kurniawan", "Maharani", "Arifin", "Salim", "Basri", "Utami",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist, told by a number."""

    number: int

    @property
    def name(self) -> str:
        given, family = GIVEN[self.number % len(GIVEN)], FAMILY[self.number % len(FAMILY)]
        return f"{given} {family} {_letters(self.number // (len(GIVEN) * len(FAMILY)))}".strip()

    @property
    def is_woman(self) -> bool:
        return self.number % 2 == 0

    @property
    def born(self) -> date:
        # Days after the 12th: no order of day and month is in doubt unless a test wants it.
        return date(1950 + self.number % 55, 1 + self.number % 12, 13 + self.number % 15)

    @property
    def nik(self) -> str:
        return nik(self.born, woman=self.is_woman, serial=self.number % 9999 + 1)


def _letters(number: int) -> str:
    return "" if number == 0 else "Binti " + "".join(chr(65 + int(digit)) for digit in str(number))


def nik(born: date, *, woman: bool = False, serial: int = 1, prefix: str = "640299") -> str:
    """A NIK that nobody can have."""
    return f"{prefix}{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


_numbers = itertools.count(1)


def people(count: int) -> list[Person]:
    """People whom no other call gives."""
    return [Person(next(_numbers)) for _ in range(count)]


def villages() -> Iterator[Village]:
    """All villages, one after the other, so that no two files of a test share one."""
    yield from sorted(load_villages().values(), key=lambda v: (v.code[-2:], v.code))


def village(code: str) -> Village:
    return load_villages()[code]


def dtks_row(person: Person, place: Village, **changes: object) -> Row:
    """A DTKS row by header; changes name headers with `_` for what no identifier can hold."""
    row: Row = {
        "ID DTKS": f"D{person.number:08}",
        "Provinsi": "KALIMANTAN TIMUR",
        "Kabupaten/Kota": "KUTAI KARTANEGARA",
        "Kecamatan": place.kecamatan_name.upper(),
        "Desa/Kelurahan": place.name.upper(),
        "Alamat": f"Jl. Mawar {person.number}",
        "Dusun": "I",
        "RT": "001",
        "RW": "002",
        "No KK": nik(date(2015, 5, 20), serial=person.number % 9999 + 1, prefix="640298"),
        "NIK": person.nik,
        "Nama": person.name.upper(),
        "Tanggal Lahir": person.born.isoformat(),
        "Tempat Lahir": "Tenggarong",
        "Jenis Kelamin": "Perempuan" if person.is_woman else "Laki-laki",
        "Pekerjaan": "Petani",
        "Nama Ibu Kandung": "Halimah",
        "Hub. Keluarga": "Kepala Keluarga",
        "Keterangan Padan": "Padan",
        "Bansos BPNT": "Y",
        "Bansos PKH": "N",
        "Bansos BPNT PPKM": "N",
        "PBI JKN": "Y",
    }
    return _changed(row, changes)


def p3ke_person_row(person: Person, place: Village, **changes: object) -> Row:
    """A row of P3KE's individual file of 2022."""
    row: Row = {
        "ID Keluarga P3KE": f"{100_000_000 + person.number}",
        **_p3ke_place(place),
        "Desil Kesejahteraan": str(1 + person.number % 4),
        "Alamat": f"Jl. Melati {person.number}",
        "ID Individu": "1",
        "Nama": person.name,
        "NIK": person.nik,
        "Padan Dukcapil": "Ya",
        "Jenis Kelamin": "Perempuan" if person.is_woman else "Laki-laki",
        "Hubungan dengan Kepala Keluarga": "Kepala Keluarga",
        "Tanggal Lahir": f"{person.born:%d/%m/%Y} 0:00:00",
        "Status Kawin": "Kawin",
        "Pekerjaan": "Petani",
        "Pendidikan": "Tamat SD/sederajat",
        "Penerima BPNT": "Ya",
        "Penerima BPUM": "Tidak",
        "Penerima BST": "Tidak",
        "Penerima PKH": "Tidak",
        "Penerima SEMBAKO": "Tidak",
        "Resiko Stunting": "0",
    }
    return _changed(row, changes)


def p3ke_person_row_2023(person: Person, place: Village, **changes: object) -> Row:
    """A row of P3KE's individual file of 2023."""
    row: Row = {
        "ID Keluarga P3KE": f"{100_000_000 + person.number}",
        "Dimuktakhirkan Tahun": "2023",
        **_p3ke_place(place),
        "Desil Kesejahteraan": "1",
        "Persentil": "4",
        "Alamat": f"JL. MELATI {person.number}",
        "ID Individu": "1",
        "Prioritas Verval": "NORMAL",
        "Nama": person.name.upper(),
        "NIK": person.nik,
        "Tanggal Lahir": person.born.isoformat(),
        "Padan Dukcapil": "PADAN",
        "Jenis Kelamin": "PEREMPUAN" if person.is_woman else "LAKI-LAKI",
        "Hubungan dengan Kepala Keluarga": "KEPALA KELUARGA",
        "Status Kawin": "KAWIN",
        "Pekerjaan": "PETANI",
        "Status Pekerjaan": "BERUSAHA SENDIRI",
        "Pendidikan": "TAMAT SD/SEDERAJAT",
        "Usia 2023": str(2023 - person.born.year),
        "Kelompok Usia 2023": "USIA 19 - 59 TAHUN",
        "Penerima BPNT": "YA",
        "Penerima Prakerja": "TIDAK",
        "Penerima KUR": "TIDAK",
    }
    return _changed(row, changes)


def p3ke_family_row(person: Person, place: Village, **changes: object) -> Row:
    """A row of P3KE's family file of 2022."""
    row: Row = {
        "ID Keluarga P3KE": f"{100_000_000 + person.number}",
        **_p3ke_place(place),
        "Desil Kesejahteraan": str(1 + person.number % 4),
        "Alamat": f"Jl. Melati {person.number}",
        "Kepala Keluarga": person.name,
        "NIK": person.nik,
        "Padan Dukcapil": "Ya",
        "Jenis Kelamin": "Perempuan" if person.is_woman else "Laki-laki",
        "Tanggal Lahir": f"{person.born:%d/%m/%Y} 0:00:00",
        "Pekerjaan": "Petani",
        "Pendidikan": "Tamat SD/sederajat",
        "Kepemilikan Rumah": "Milik Sendiri",
        "Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya": "Tidak",
        "Jenis Atap": "Asbes/Seng",
        "Jenis Dinding": "Kayu/Papan",
        "Jenis Lantai": "Kayu/Papan",
        "Sumber Penerangan": "Listrik Pribadi s/d 900 Watt",
        "Bahan Bakar Memasak": "Listrik/Gas",
        "Sumber Air Minum": "Air Permukaan (Sungai, Danau, dll)",
        "Memiliki Fasilitas Buang Air Besar": "Ya, dengan Septic Tank",
        "Penerima BPNT": "Ya",
        "Resiko Stunting": "0",
    }
    return _changed(row, changes)


def p3ke_family_row_2023(person: Person, place: Village, **changes: object) -> Row:
    """A row of P3KE's family file of 2023."""
    row: Row = {
        "ID Keluarga P3KE": f"{100_000_000 + person.number}",
        "Dimuktakhirkan Tahun": "2023",
        **_p3ke_place(place),
        "Desil Kesejahteraan": "1",
        "Persentil": "4",
        "Alamat": f"JL. MELATI {person.number}",
        "Prioritas Verval": "KELUARGA NIK KOSONG",
        "Nama Kepala Keluarga": person.name.upper(),
        "NIK Kepala Keluarga": person.nik,
        "NIK Kepala Keluarga Padan Kemdagri": "PADAN",
        "Jenis Kelamin Kepala Keluarga": "PEREMPUAN" if person.is_woman else "LAKI-LAKI",
        "Tanggal Lahir Kepala Keluarga": person.born.isoformat(),
        "Status Kawin Kepala Keluarga": "KAWIN",
        "Kepemilikan Rumah": "BEBAS SEWA/MENUMPANG",
        "Jenis Atap": "JERAMI/IJUK/RUMBIA/ DAUN-DAUNAN",
        "Kualitas Atap": "BAGUS/KUALITAS TINGGI",
        "Memiliki fasilitas Buang Air Besar": "MILIK SENDIRI",
        "Resiko Stunting": "BERESIKO STUNTING",
        "Penerima KUR": "TIDAK",
    }
    return _changed(row, changes)


def _p3ke_place(place: Village) -> Row:
    return {
        "Provinsi": "KALIMANTAN TIMUR",
        "Kabupaten/Kota": "KUTAI KARTANEGARA",
        "Kecamatan": place.kecamatan_name.upper(),
        "Desa/Kelurahan": place.name.upper(),
        "Kode Kemdagri": place.code,
    }


def _changed(row: Row, changes: Mapping[str, object]) -> Row:
    """Changes by header without spaces and signs: `tanggal_lahir`, `desa_kelurahan`."""
    by_key = {_key(header): header for header in row}
    for name, value in changes.items():
        row[by_key.get(_key(name), name)] = value
    return row


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def table(rows: Sequence[Row], *, without: Sequence[str] = ()) -> list[list[object]]:
    """Header and rows as cells, columns left out by name."""
    headers = [h for h in dict.fromkeys(h for row in rows for h in row) if h not in without]
    return [list(headers), *[[row.get(header) for header in headers] for row in rows]]


def write_xlsx(path: Path, *sheets: Sequence[Cells], **named: Sequence[Cells]) -> Path:
    """A workbook of sheets `Sheet1`, `Sheet2`, … and those with names; None is an empty cell."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, cells in [(None, cells) for cells in sheets] + list(named.items()):
            sheet = book.add_worksheet(name)
            for i, row in enumerate(cells):
                for j, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(i, j, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(i, j, cell)
                    elif cell is not None:
                        sheet.write(i, j, cell)
    return path


def csv_bytes(cells: Sequence[Cells], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["" if cell is None else cell for cell in row] for row in cells])
    return text.getvalue().encode(encoding)


def write_csv(path: Path, cells: Sequence[Cells], **options: str) -> Path:
    path.write_bytes(csv_bytes(cells, **options))
    return path


def zip_of(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def xlsx_bytes(folder: Path, *sheets: Sequence[Cells]) -> bytes:
    return write_xlsx(folder / f"{next(_numbers)}.xlsx", *sheets).read_bytes()


def modified_at(path: Path, seconds: float) -> Path:
    """Set a file's modification time, which orders versions that come together."""
    os.utime(path, (seconds, seconds))
    return path
