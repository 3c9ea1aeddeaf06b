"""DTKS BNBA as delivered: one workbook for each kecamatan, each made in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np

from pipelines.simulate import layouts
from pipelines.simulate.dtks_styles import WorkbookStyle
from pipelines.simulate.entries import Entries
from pipelines.simulate.faults import Fault
from pipelines.simulate.names import TextArray
from pipelines.simulate.nik import IntArray, without_last_digit
from pipelines.simulate.population import BoolArray
from pipelines.simulate.profile import DateStyle
from pipelines.simulate.register import Register, member_sort_key
from pipelines.simulate.spreadsheets import EXCEL_EPOCH_OFFSET, Cell, Sheet, write_workbook
from pipelines.simulate.truth import WrittenRows
from pipelines.simulate.written import (
    PADAN,
    PlaceNames,
    dates,
    match_state,
    pick,
    spoil_codes,
    texts,
    yes_no,
)

_DATE_TEMPLATES: dict[DateStyle, str] = {
    "dd/mm/yyyy": "{d:02d}/{m:02d}/{y:04d}",
    "dd-mm-yyyy": "{d:02d}-{m:02d}-{y:04d}",
    "yyyy-mm-dd": "{y:04d}-{m:02d}-{d:02d}",
    "d month yyyy": "{d} {month} {y:04d}",
    "date cell": "{d:02d}/{m:02d}/{y:04d}",
}
_DATE_COLUMN = layouts.DTKS_BNBA.index("Tanggal Lahir")
_NAME_COLUMN = layouts.DTKS_BNBA.index("Nama")
_CODED = ("Jenis Kelamin", "Pekerjaan", "Hub. Keluarga", "Keterangan Padan")
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "       ")
_OLD_ROWS = 12
_WORKING_AGE_DAYS = 15 * 365
_PADAN_WORDS = ("Padan", "Tidak Padan")


@dataclass(frozen=True)
class MonthOfWorkbooks:
    """All workbooks of one month.

    Attributes:
        folder: Where they go, `…/drops/<YYYY-MM>/dtks`.
        file_prefix: What stands before a file's name in the truth.
        marked: Which of the register's entries are said to be dead, where a workbook says such.
    """

    register: Register
    place_names: PlaceNames
    styles: dict[str, WorkbookStyle]
    folder: Path
    file_prefix: str
    period: date
    marked: BoolArray

    def write(self) -> list[WrittenRows]:
        """Write one workbook for each kecamatan that has rows."""
        entries, places = self.register.entries, self.register.clerk.regency.places
        order = member_sort_key(self.register)
        kecamatan = places.kecamatan_code[entries.village[order]]
        return [
            rows
            for code in self.styles
            if (chosen := order[kecamatan == code]).size
            for rows in self._write_workbook(code, chosen)
        ]

    def _write_workbook(self, code: str, rows: IntArray) -> list[WrittenRows]:
        places, style = self.register.clerk.regency.places, self.styles[code]
        name = str(places.kecamatan_name[places.kecamatan_code == code][0]).upper()
        file_name = f"BNBA_DTKS_{name.replace(' ', '_')}_{self.period:%Y%m}.xlsx"
        maker = _SheetMaker(self, style, name)
        village = self.register.entries.village[rows]
        parts = [rows]
        if style.sheet_per_village:
            parts = [rows[village == one] for one in np.unique(village)]
        sheets, written = [], []
        for part in parts:
            sheet, numbers = maker.make(part)
            sheets.append(sheet)
            extra = self.place_names.faults[self.register.entries.village[part]].copy()
            extra[self.marked[part]] |= int(Fault.DEAD_MARKED)
            path = self.file_prefix + file_name
            written.append(WrittenRows("person", path, sheet.name, numbers, part, extra))
        created = datetime(self.period.year, self.period.month, 3)
        write_workbook(self.folder / file_name, [*sheets, *maker.extra_sheets(sheets[0])], created)
        return written


class _SheetMaker:
    """Lays out the sheets of one workbook."""

    def __init__(self, month: MonthOfWorkbooks, style: WorkbookStyle, kecamatan: str) -> None:
        self._month = month
        self._style = style
        self._kecamatan = kecamatan
        self._names_taken: set[str] = set()

    def make(self, rows: IntArray) -> tuple[Sheet, IntArray]:
        """A sheet of these entries, and the row numbers on which they stand."""
        clerk = self._month.register.clerk
        files, rng = clerk.profile.files, clerk.rng
        records = _records(self._month, self._style, rows)
        above: list[Sequence[Cell]] = [*self._titles(), _header(self._style)]
        numbers = np.arange(len(above) + 1, len(above) + 1 + len(records))
        if rng.random() < files.empty_rows and len(records) > 2:
            # Before the last two rows, and behind them: an end that is none.
            records = [*records[:-2], [], *records[-2:], [], []]
            numbers[-2:] += 1
        if rng.random() < files.total_row:
            total: list[Cell] = ["JUMLAH", *[""] * (_NAME_COLUMN - 1), len(rows)]
            records = [*records, total]
        date_column = _DATE_COLUMN if self._style.date_style == "date cell" else None
        return Sheet(self._sheet_name(rows), [*above, *records], date_column), numbers

    def _titles(self) -> list[list[Cell]]:
        period = self._month.period
        month = f"{layouts.MONTHS[period.month - 1].upper()} {period.year}"
        lines: list[list[Cell]] = [
            ["DATA TERPADU KESEJAHTERAAN SOSIAL (DTKS)"],
            [f"PERIODE {month}"],
            [f"KABUPATEN {layouts.REGENCY}"],
            [f"KECAMATAN {self._kecamatan}"],
            [f"Dicetak tanggal 05/{period.month:02d}/{period.year}"],
            [],
        ]
        return lines[: self._style.title_row_count]

    def _sheet_name(self, rows: IntArray) -> str:
        if not self._style.sheet_per_village:
            return "BNBA"
        village = self._month.register.entries.village[rows[0]]
        written = str(self._month.place_names.village[village])
        name = " ".join(written.translate(_FORBIDDEN_IN_SHEET_NAMES).split())[:28].strip("'")
        while name.lower() in self._names_taken:
            name += "_2"
        self._names_taken.add(name.lower())
        return name

    def extra_sheets(self, first: Sheet) -> list[Sheet]:
        """Notes, and a hidden sheet of old rows, where the office keeps such."""
        sheets = []
        if self._style.has_notes:
            notes: list[list[Cell]] = [
                ["Catatan:"],
                ["1. Data hasil musyawarah desa/kelurahan."],
                ["2. Mohon diperiksa kembali NIK yang tidak padan."],
            ]
            sheets.append(Sheet("Catatan", notes))
        if self._style.has_hidden_sheet:
            end = self._style.title_row_count + 1 + _OLD_ROWS
            sheets.append(replace(first, name="data lama", rows=first.rows[:end], is_hidden=True))
        return sheets


def _header(style: WorkbookStyle) -> tuple[str, ...]:
    added = () if style.status_column is None else style.status_column[:1]
    return (*layouts.DTKS_BNBA, *added)


def _records(month: MonthOfWorkbooks, style: WorkbookStyle, rows: IntArray) -> list[Sequence[Cell]]:
    columns = _columns(month, style, rows)
    if style.status_column is not None:
        header, living, dead = style.status_column
        columns[header] = yes_no(month.marked[rows], (dead, living))
    return list(zip(*(columns[name].tolist() for name in _header(style)), strict=True))


def _columns(month: MonthOfWorkbooks, style: WorkbookStyle, rows: IntArray) -> dict[str, TextArray]:
    register = month.register
    entries = register.entries.take(rows)
    villages = month.place_names.villages_of(entries)
    no_kk = register.lists.no_kk[entries.list_id].tolist()
    padan = match_state(entries) == PADAN
    letters = ("Y", "N")
    columns = {
        "ID DTKS": texts([str(key) if key else "" for key in entries.key.tolist()]),
        "Provinsi": texts([layouts.PROVINCE] * entries.count),
        "Kabupaten/Kota": texts([layouts.REGENCY] * entries.count),
        "Kecamatan": month.place_names.kecamatan[entries.village],
        "Desa/Kelurahan": villages,
        "Alamat": _address(entries),
        "Dusun": pick(("", "I", "II", "III", "DUSUN I", "DUSUN II", "MEKAR SARI"), entries.rw / 8),
        "RT": texts([f"{rt:03d}" for rt in entries.rt.tolist()]),
        "RW": texts([f"{rw:03d}" for rw in entries.rw.tolist()]),
        "No KK": texts([str(number) if number else "" for number in no_kk]),
        "NIK": _nik_cells(entries),
        "Nama": texts([name.upper() for name in entries.name.tolist()]),
        "Tanggal Lahir": _date_cells(entries, style.date_style),
        "Tempat Lahir": _birth_places(month, entries),
        "Jenis Kelamin": yes_no(~entries.is_female, layouts.SEX),
        "Pekerjaan": _occupations(month, entries),
        "Nama Ibu Kandung": texts([name.upper() for name in entries.mother_name.tolist()]),
        "Hub. Keluarga": texts(layouts.RELATION_DTKS)[entries.relation],
        "Keterangan Padan": yes_no(padan, letters if style.padan_as_letter else _PADAN_WORDS),
        "Bansos BPNT": yes_no(entries.programmes[:, 0] < 0.42, letters),
        "Bansos PKH": yes_no(entries.programmes[:, 3] < 0.33, letters),
        "Bansos BPNT PPKM": yes_no(entries.programmes[:, 2] < 0.08, letters),
        "PBI JKN": yes_no(entries.programmes[:, 6] < 0.71, letters),
    }
    husband = (entries.relation == 1) & ~entries.is_female
    columns["Hub. Keluarga"][husband] = "SUAMI"
    spoil_codes(entries, columns, _CODED)
    return columns


def _address(entries: Entries) -> TextArray:
    streets = [f"JL. {street.upper()}" for street in layouts.STREETS]
    return texts([streets[street % len(streets)] for street in entries.street.tolist()])


def _birth_places(month: MonthOfWorkbooks, entries: Entries) -> TextArray:
    places = month.register.clerk.regency.people.birth_place[entries.person]
    return texts([place.upper() for place in places.tolist()])


def _occupations(month: MonthOfWorkbooks, entries: Entries) -> TextArray:
    people = month.register.clerk.regency.people
    column = pick(layouts.OCCUPATIONS, entries.occupation)
    # By the true age, whatever the entry says of the birth date.
    working_since = np.datetime64(month.period) - np.timedelta64(_WORKING_AGE_DAYS, "D")
    column[people.birth_date[entries.person] > working_since] = layouts.NO_OCCUPATION
    return column


def _nik_cells(entries: Entries) -> TextArray:
    """Text, or a number where the office typed one."""
    cells = entries.nik.copy()
    for row in np.flatnonzero(entries.faults & int(Fault.NIK_NUMBER_CELL)):
        cells[row] = without_last_digit(int(cells[row]))
    return cells


def _date_cells(entries: Entries, style: DateStyle) -> TextArray:
    cells = dates(entries.birth_date, entries.birth_text, _DATE_TEMPLATES[style])
    if style == "date cell":
        known = ~np.isnat(entries.birth_date)
        days = entries.birth_date[known].astype("datetime64[D]").astype(np.int64)
        cells[known] = (days + EXCEL_EPOCH_OFFSET).tolist()
    return cells
