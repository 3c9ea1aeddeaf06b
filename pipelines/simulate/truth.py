"""What really is: who stands on which row, who lives where, what happened to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.simulate.faults import Fault, fault_names
from pipelines.simulate.lives import Event
from pipelines.simulate.nik import IntArray
from pipelines.simulate.population import BoolArray, Regency
from pipelines.simulate.register import Register

_ROWS = pa.schema(
    [
        ("period", pa.string()),
        ("source", pa.string()),
        ("kind", pa.string()),
        ("file_name", pa.string()),
        ("sheet_name", pa.string()),
        ("row_number", pa.int32()),
        ("true_person_id", pa.int64()),
        ("true_family_id", pa.int64()),
        ("village_code", pa.string()),
        ("faults", pa.list_(pa.string())),
    ]
)
_PEOPLE = pa.schema(
    [
        ("period", pa.string()),
        ("true_person_id", pa.int64()),
        ("true_family_id", pa.int64()),
        ("village_code", pa.string()),
        ("name", pa.string()),
        ("birth_date", pa.date32()),
        ("sex", pa.string()),
        ("is_alive", pa.bool_()),
        ("twin_of", pa.int64()),
        ("in_p3ke", pa.bool_()),
        ("in_dtks", pa.bool_()),
    ]
)
_EVENTS = pa.schema(
    [
        ("period", pa.string()),
        ("kind", pa.string()),
        ("true_person_id", pa.int64()),
        ("details", pa.string()),
    ]
)
_VILLAGES = pa.schema(
    [
        ("period", pa.string()),
        ("village_code", pa.string()),
        ("source", pa.string()),
        ("persons", pa.int64()),
        ("families", pa.int64()),
    ]
)


@dataclass(frozen=True)
class WrittenRows:
    """Rows of one sheet or text file as they were written.

    Attributes:
        file_name: Relative to the folder of drops.
        row_number: As a spreadsheet shows it, or the line on which the record begins.
        entry: Position in the register's entries.
        extra_faults: Faults of the writing, beside those of the entries; masks.
    """

    kind: str
    file_name: str
    sheet_name: str
    row_number: IntArray
    entry: IntArray
    extra_faults: IntArray


@dataclass
class TruthWriter:
    """Collects the truth month by month into four Parquet files."""

    folder: Path
    _files: dict[str, pq.ParquetWriter] = field(default_factory=dict)

    def __enter__(self) -> TruthWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, schema in (
            ("rows", _ROWS),
            ("people", _PEOPLE),
            ("events", _EVENTS),
            ("villages", _VILLAGES),
        ):
            self._files[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", schema)
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def add_rows(self, period: str, register: Register, written: list[WrittenRows]) -> int:
        """Note who stands on each written row; returns how many rows."""
        sheets = [_row_table(period, register, rows) for rows in written]
        delivery = pa.concat_tables(sheets).combine_chunks()
        self._files["rows"].write_table(delivery)
        return int(delivery.num_rows)

    def add_people(self, period: str, regency: Regency, listed: dict[str, BoolArray]) -> None:
        """Note everyone as of the period, the dead included."""
        people = regency.people
        columns = {
            "period": [period] * people.count,
            "true_person_id": np.arange(people.count),
            "true_family_id": people.family,
            "village_code": regency.places.code[regency.families.village[people.family]],
            "name": people.name,
            "birth_date": people.birth_date,
            "sex": np.where(people.is_female, "P", "L"),
            "is_alive": people.is_alive,
            "twin_of": pa.array(people.twin_of, mask=people.twin_of < 0),
            "in_p3ke": listed["p3ke"],
            "in_dtks": listed["dtks"],
        }
        self._write("people", columns)

    def add_events(self, period: str, events: list[Event]) -> None:
        """Note what happened in the period."""
        columns = {
            "period": [period] * len(events),
            "kind": [event.kind for event in events],
            "true_person_id": [event.person for event in events],
            "details": [event.details for event in events],
        }
        self._write("events", columns)

    def add_villages(self, period: str, regency: Regency, listed: dict[str, BoolArray]) -> None:
        """Count the people and families listed, by the village they truly live in."""
        groups = {
            **listed,
            "both": listed["p3ke"] & listed["dtks"],
            "any": listed["p3ke"] | listed["dtks"],
        }
        for source, chosen in groups.items():
            family = regency.people.family[chosen]
            village, places = regency.families.village, regency.places
            persons = np.bincount(village[family], minlength=places.count)
            families = np.bincount(village[np.unique(family)], minlength=places.count)
            columns = {
                "period": [period] * places.count,
                "village_code": places.code,
                "source": [source] * places.count,
                "persons": persons,
                "families": families,
            }
            self._write("villages", columns)

    def _write(self, name: str, columns: dict[str, object]) -> None:
        self._files[name].write_table(_table(columns, self._files[name].schema))


def _table(columns: dict[str, object], schema: pa.Schema) -> pa.Table:
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, schema.field(key).type)
        for key, column in columns.items()
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _row_table(period: str, register: Register, rows: WrittenRows) -> pa.Table:
    entries, regency = register.entries, register.clerk.regency
    person = entries.person[rows.entry]
    family = regency.people.family[person]
    village = regency.families.village[family]
    faults = entries.faults[rows.entry] | rows.extra_faults
    faults |= register.lists.faults[entries.list_id[rows.entry]]
    faults |= np.where(entries.village[rows.entry] != village, int(Fault.WRONG_VILLAGE), 0)
    faults |= np.where(regency.people.is_alive[person], 0, int(Fault.DEAD_LISTED))
    count = len(person)
    columns = {
        "period": [period] * count,
        "source": [register.clerk.source] * count,
        "kind": [rows.kind] * count,
        "file_name": [rows.file_name] * count,
        "sheet_name": [rows.sheet_name] * count,
        "row_number": rows.row_number,
        "true_person_id": person,
        "true_family_id": family,
        "village_code": regency.places.code[village],
        "faults": fault_names(faults),
    }
    return _table(columns, _ROWS)
