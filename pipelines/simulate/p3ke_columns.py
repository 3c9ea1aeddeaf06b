"""P3KE's columns as text, in both vintages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.simulate import layouts
from pipelines.simulate.entries import Entries
from pipelines.simulate.faults import Fault
from pipelines.simulate.names import TextArray
from pipelines.simulate.nik import IntArray
from pipelines.simulate.population import DAYS_A_YEAR
from pipelines.simulate.register import Register, member_sort_key
from pipelines.simulate.written import (
    BLANK,
    PADAN,
    PlaceNames,
    address,
    dates,
    match_state,
    pick,
    spoil_codes,
    texts,
    yes_no,
)

DATE_2022 = "{d:02d}/{m:02d}/{y:04d} 0:00:00"
DATE_2023 = "{y:04d}-{m:02d}-{d:02d}"
_SCHOOL_AGES = (7, 13, 16, 19, 23)
_WORKING_AGE = 15
_CODED_PERSON = (
    "Jenis Kelamin", "Hubungan dengan Kepala Keluarga", "Status Kawin", "Pekerjaan", "Pendidikan",
)  # fmt: skip
_CODED_FAMILY_2022 = ("Jenis Kelamin", "Pekerjaan", "Pendidikan", "Sumber Air Minum", "Jenis Atap")
_HEAD = " Kepala Keluarga"
_CODED_FAMILY_2023 = (
    f"Jenis Kelamin{_HEAD}", f"Pekerjaan{_HEAD}", f"Pendidikan{_HEAD}", "Sumber Air Minum",
    "Jenis Atap",
)  # fmt: skip

Columns = dict[str, TextArray]


@dataclass(frozen=True)
class Delivery:
    """One delivery of P3KE.

    Attributes:
        folder: Where the files go, `…/drops/<YYYY-MM>/p3ke`.
        file_prefix: What stands before the file's name in the truth.
        period: First day of the month.
    """

    register: Register
    place_names: PlaceNames
    folder: Path
    file_prefix: str
    period: date

    def rows(self) -> tuple[IntArray, IntArray]:
        """Entries in the order of the individual file, and the heads, one for each list."""
        order = member_sort_key(self.register)
        head = self.register.head_rows()
        lists = self.register.entries.list_id[order]
        _, first = np.unique(lists, return_index=True)
        return order, head[lists[np.sort(first)]]


def _place_columns(delivery: Delivery, entries: Entries) -> Columns:
    names = delivery.place_names
    code = names.code[entries.village]
    code[entries.faults & int(Fault.VILLAGE_CODE_MISSING) != 0] = ""
    return {
        "Provinsi": texts([layouts.PROVINCE] * entries.count),
        "Kabupaten/Kota": texts([layouts.REGENCY] * entries.count),
        "Kecamatan": names.kecamatan[entries.village],
        "Desa/Kelurahan": names.villages_of(entries),
        "Kode Kemdagri": code,
        "Alamat": address(entries),
    }


def _number_text(numbers: IntArray) -> TextArray:
    return texts([str(number) if number else "" for number in numbers.tolist()])


def _deciles(register: Register, entries: Entries) -> TextArray:
    return texts([str(decile) for decile in register.lists.decile[entries.list_id].tolist()])


def _programme_columns(entries: Entries) -> Columns:
    return {
        name: yes_no(entries.programmes[:, at] < share)
        for at, (name, share) in enumerate(layouts.PROGRAMMES)
    }


def _ages(entries: Entries, on: str) -> IntArray:
    """Whole years at a day; -1 where the birth date is unknown."""
    born = np.where(np.isnat(entries.birth_date), np.datetime64(on), entries.birth_date)
    years = np.floor((np.datetime64(on) - born).astype(np.int64) / DAYS_A_YEAR).astype(np.int64)
    return np.where(np.isnat(entries.birth_date), -1, np.maximum(years, 0))


def _age_groups(age: IntArray) -> TextArray:
    labels = [label for label, _ in layouts.AGE_GROUPS_2023]
    youngest = [first for _, first in layouts.AGE_GROUPS_2023]
    group = np.searchsorted(youngest, np.maximum(age, 0), "right") - 1
    return texts(labels)[group]


def _education(
    entries: Entries, age: IntArray, levels: Sequence[str], at_school: Sequence[str]
) -> TextArray:
    education = entries.occupation * 0.37 + 0.61 * (entries.occupation * 7 % 1)
    column = pick(levels, np.clip(education, 0, 0.999))
    for stage, label in enumerate(at_school):
        pupil = (age >= _SCHOOL_AGES[stage]) & (age < _SCHOOL_AGES[stage + 1])
        # Half of those old enough for a university are not at one.
        if stage == len(at_school) - 1:
            pupil &= education > 0.8
        column[pupil] = label
    column[(age >= 0) & (age < _SCHOOL_AGES[0])] = levels[0]
    return column


def _occupation(entries: Entries, age: IntArray) -> TextArray:
    column = pick(layouts.OCCUPATIONS, entries.occupation)
    column[(age >= 0) & (age < _WORKING_AGE)] = layouts.NO_OCCUPATION
    return column


def _at_stunting_risk(delivery: Delivery, entries: Entries) -> np.ndarray:
    """Families with the poorest water and toilet, as a deterministic stand-in for the survey."""
    housing = _housing(delivery, entries)
    risk: np.ndarray = housing[:, 7] + housing[:, 8] > 1.5
    return risk


def _housing(delivery: Delivery, entries: Entries) -> np.ndarray:
    register = delivery.register
    family = register.lists.family[entries.list_id]
    housing: np.ndarray = register.clerk.regency.families.housing[family]
    return housing


def columns_2022(delivery: Delivery, kind: str, rows: IntArray) -> Columns:
    """All columns of the 2022 layouts for these rows; `kind` is family or person."""
    register = delivery.register
    entries = register.entries.take(rows)
    age = _ages(entries, f"{delivery.period:%Y-%m-%d}")
    relation = pick(layouts.RELATION_2022, entries.relation / len(layouts.RELATION_2022))
    relation[(entries.relation == 1) & ~entries.is_female] = "Lainnya"
    columns = {
        "No": texts([str(number) for number in range(1, entries.count + 1)]),
        "ID Keluarga P3KE": _number_text(register.lists.number[entries.list_id]),
        **_place_columns(delivery, entries),
        "Desil Kesejahteraan": _deciles(register, entries),
        "ID Individu": _number_text(entries.key),
        "Nama": _upper(entries.name),
        "Kepala Keluarga": _upper(entries.name),
        "NIK": entries.nik,
        "Padan Dukcapil": yes_no(match_state(entries) == PADAN, layouts.PADAN_2022),
        "Jenis Kelamin": yes_no(~entries.is_female, layouts.SEX),
        "Hubungan dengan Kepala Keluarga": relation,
        "Tanggal Lahir": dates(entries.birth_date, entries.birth_text, DATE_2022),
        "Status Kawin": texts(layouts.MARITAL)[entries.marital],
        "Pekerjaan": _occupation(entries, age),
        "Pendidikan": _education(entries, age, layouts.EDUCATION_2022, layouts.AT_SCHOOL_2022),
        "Resiko Stunting": yes_no(_at_stunting_risk(delivery, entries), ("1", "0")),
        **{
            name: yes_no((age >= youngest) & (age < eldest))
            for name, youngest, eldest in layouts.AGE_FLAGS_2022
        },
        **_programme_columns(entries),
    }
    if kind == "family":
        housing = _housing(delivery, entries)
        for at, (name, values) in enumerate(layouts.HOUSING_2022.items()):
            columns[name] = pick(values, housing[:, at])
    spoil_codes(entries, columns, _CODED_FAMILY_2022 if kind == "family" else _CODED_PERSON)
    return columns


def _upper(names: TextArray) -> TextArray:
    return texts([name.upper() for name in names.tolist()])


def columns_2023(delivery: Delivery, kind: str, rows: IntArray) -> Columns:
    """All columns of the 2023 layouts for these rows; `kind` is family or person."""
    register = delivery.register
    entries = register.entries.take(rows)
    families = register.clerk.regency.families
    age = _ages(entries, "2023-12-31")
    welfare = families.welfare[register.lists.family[entries.list_id]]
    matched = match_state(entries)
    coded: Columns = {
        "Jenis Kelamin": yes_no(~entries.is_female, layouts.SEX),
        "Hubungan dengan Kepala Keluarga": texts(layouts.RELATION_2023)[entries.relation],
        "Status Kawin": texts(layouts.MARITAL)[entries.marital],
        "Pekerjaan": _occupation(entries, age),
        "Pendidikan": _education(entries, age, layouts.EDUCATION_2023, layouts.AT_SCHOOL_2023),
        "Kelompok Usia 2023": _age_groups(age),
        "Padan Dukcapil": texts(layouts.PADAN_2023)[matched],
        **_programme_columns(entries),
    }
    coded["Status Pekerjaan"] = pick(layouts.OCCUPATION_STATUS, entries.occupation * 13 % 1)
    coded["Status Pekerjaan"][coded["Pekerjaan"] == layouts.NO_OCCUPATION] = layouts.NO_STATUS
    if kind == "family":
        coded["Prioritas Verval"] = _family_priority(delivery, entries)
        coded |= _housing_2023(delivery, entries)
    else:
        coded["Prioritas Verval"] = _person_priority(register, entries)
    _in_capitals(register, coded)
    columns: Columns = {
        "ID Keluarga P3KE": _number_text(register.lists.number[entries.list_id]),
        "Dimuktakhirkan Tahun": texts(["2023"] * entries.count),
        **_place_columns(delivery, entries),
        "Desil Kesejahteraan": _deciles(register, entries),
        "Persentil": texts([str(1 + int(rank * 100)) for rank in welfare.tolist()]),
        "ID Individu": _number_text(entries.key),
        "Nama": _upper(entries.name),
        "NIK": entries.nik,
        "Tanggal Lahir": dates(entries.birth_date, entries.birth_text, DATE_2023),
        "Usia 2023": texts([str(years) if years >= 0 else "" for years in age.tolist()]),
        **coded,
    }
    if kind == "family":
        columns |= _of_the_head(columns)
    spoil_codes(entries, columns, _CODED_FAMILY_2023 if kind == "family" else _CODED_PERSON)
    return columns


def _in_capitals(register: Register, coded: Columns) -> None:
    """Some columns of a file come in capitals, the others in mixed case."""
    for name, column in coded.items():
        if register.clerk.rng.random() < 0.5:
            coded[name] = texts([value.upper() for value in column.tolist()])


def _of_the_head(columns: Columns) -> Columns:
    """The family file names the head's columns in its own way."""
    own = ("Nama", "NIK", "Jenis Kelamin", "Tanggal Lahir", "Status Kawin", "Pekerjaan")
    renamed = {f"{name}{_HEAD}": columns[name] for name in (*own, "Status Pekerjaan", "Pendidikan")}
    return renamed | {f"NIK{_HEAD} Padan Kemdagri": columns["Padan Dukcapil"]}


def _housing_2023(delivery: Delivery, entries: Entries) -> Columns:
    housing = _housing(delivery, entries)
    columns = {
        name: pick(values, housing[:, at])
        for at, (name, values) in enumerate(layouts.HOUSING_2023.items())
    }
    for at, name in enumerate(("Kualitas Atap", "Kualitas Dinding", "Kualitas Lantai")):
        columns[name] = pick(layouts.QUALITY, housing[:, at + 2] * 17 % 1)
    columns["Daya Listrik Terpasang"] = pick(layouts.POWER_2023, housing[:, 5] * 11 % 1)
    risk = _at_stunting_risk(delivery, entries)
    columns["Resiko Stunting"] = np.where(risk, *layouts.STUNTING_2023[:2]).astype(object)
    columns["Resiko Stunting"][housing[:, 0] < 0.2] = layouts.STUNTING_2023[2]
    return columns


def _person_priority(register: Register, entries: Entries) -> TextArray:
    return yes_no(_is_repeated(entries.nik, register.entries.nik), ("NIK Duplikat", "Normal"))


def _is_repeated(values: TextArray, among: TextArray) -> np.ndarray:
    distinct, counts = np.unique(among.astype(str), return_counts=True)
    repeated: np.ndarray = np.isin(values.astype(str), distinct[(counts > 1) & (distinct != "")])
    return repeated


def _family_priority(delivery: Delivery, heads: Entries) -> TextArray:
    """The office's own classes: repeated families, no NIK at all, nobody of 17 or more."""
    entries = delivery.register.entries
    identity = texts([f"{nik}|{name}" for nik, name in zip(heads.nik, heads.name, strict=True)])
    priority = texts(["Normal"] * heads.count)
    lists = delivery.register.lists.count
    grown = np.zeros(lists, bool)
    grown[entries.list_id[_ages(entries, "2023-12-31") >= 17]] = True
    with_nik = np.zeros(lists, bool)
    with_nik[entries.list_id[match_state(entries) != BLANK]] = True
    priority[~grown[heads.list_id]] = "Keluarga Tidak Ada Usia 17+ Tahun"
    repeated = _is_repeated(identity, identity) & (heads.nik != "")
    priority[repeated] = "Keluarga Duplikat (NIK & Nama)"
    priority[~with_nik[heads.list_id]] = "Keluarga NIK Kosong"
    return priority
