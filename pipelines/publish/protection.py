"""Public counts of a month: rounded with what was published before in mind, checked, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipelines.disclosure import (
    KECAMATAN_TABLES,
    PERSONS,
    STRUCTURES,
    Cell,
    Earlier,
    KecamatanTable,
    Structure,
    check_publication,
    check_table,
    round_counts,
    round_table,
    row_sums,
    sum_by_area,
)
from pipelines.disclosure.structure import TOTAL_POSITION
from pipelines.warehouse import Transaction

Counts = npt.NDArray[np.int64]

# A smaller village is shown with its margins only; its details go into its kecamatan.
LEAST_FOR_CROSSES = 200
CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
VILLAGE, KECAMATAN = "village_code_kemendagri", "kecamatan_code_kemendagri"
_PLACES = [VILLAGE, KECAMATAN]
_TEXTS = [pa.field(name, pa.string()) for name in ("unit", *_PLACES, *CELL)]
_NUMBERS = [pa.field(name, pa.int64()) for name in ("distance", "truth", "published")]
CELLS_SCHEMA = pa.schema([*_TEXTS, pa.field("value", pa.int64())])
REGISTER_SCHEMA = pa.schema([*_TEXTS, *_NUMBERS])


@dataclass(frozen=True)
class Protected:
    """One unit's counts: true and publishable, one row per village, one column per cell."""

    structure: Structure
    villages: list[str]
    kecamatan: list[str]
    truth: Counts
    published: Counts
    tables: tuple[ProtectedTable, ...] = ()


@dataclass(frozen=True)
class ProtectedTable:
    """A table of kecamatan: true and publishable, one row per kecamatan, one column per cell."""

    table: KecamatanTable
    kecamatan: list[str]
    truth: Counts
    published: Counts


def protect(tx: Transaction, period: date) -> list[Protected]:
    """Round the fresh tables of a month, and check what came of it.

    Raises:
        DisclosureError: The numbers may not be published.
    """
    cells = tx.copy_out("public/village_cells", CELLS_SCHEMA).to_pandas()
    register = tx.copy_out("public/register", REGISTER_SCHEMA, period=period).to_pandas()
    by_kecamatan = tx.copy_out("public/kecamatan_cells", CELLS_SCHEMA).to_pandas()
    kecamatan_register = tx.copy_out("public/kecamatan_register", REGISTER_SCHEMA, period=period)
    protected = []
    for structure in STRUCTURES:
        unit = _protect_unit(structure, _of(cells, structure), _of(register, structure))
        rows, earlier = _of(by_kecamatan, structure), _of(kecamatan_register.to_pandas(), structure)
        protected.append(replace(unit, tables=_protect_tables(unit, rows, earlier)))
    return protected


def _of(rows: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    return rows[rows["unit"] == structure.unit]


def write_protected(
    tx: Transaction, protected: list[Protected], release_no: int, period: date
) -> None:
    """Keep the public counts of a release, and remember what was published of each cell."""
    persons = next(unit for unit in protected if unit.structure is PERSONS)
    people_of = dict(
        zip(persons.villages, persons.published[:, TOTAL_POSITION].tolist(), strict=True)
    )
    tx.execute("drop table if exists pg_temp.protected", "dropping protected")
    tx.run("public/protected")
    for unit in protected:
        for rows in _levels(unit, people_of):
            rows = rows.assign(unit=unit.structure.unit)
            tx.copy_in("protected", pa.Table.from_pandas(rows, preserve_index=False))
    tx.analyze("pg_temp.protected")
    tx.run("public/add_cells")
    tx.analyze("release.public_cell")
    tx.run("public/add_counts", release_no=release_no)
    tx.run("public/set_aside", period=period)
    tx.run("public/remember", period=period)
    tx.run("public/remember_kecamatan", period=period)


def _protect_unit(structure: Structure, cells: pd.DataFrame, register: pd.DataFrame) -> Protected:
    places = cells[_PLACES].drop_duplicates().sort_values(VILLAGE)
    villages = places[VILLAGE].tolist()
    kecamatan = places[KECAMATAN].tolist()
    truth = _array(structure.cells, (VILLAGE, villages), cells, "value", empty=0)
    earlier = _earlier(structure.cells, (VILLAGE, villages), register)
    published = round_counts(structure, truth, kecamatan, earlier)
    check_publication(structure, truth, published, earlier)
    return Protected(structure, villages, kecamatan, truth, published)


def _protect_tables(
    unit: Protected, cells: pd.DataFrame, register: pd.DataFrame
) -> tuple[ProtectedTable, ...]:
    """The tables of kecamatan that have anything to show, inside what villages publish."""
    kecamatan, margins = sum_by_area(unit.published, unit.kecamatan)
    _, true_margins = sum_by_area(unit.truth, unit.kecamatan)
    place = (KECAMATAN, kecamatan)
    protected = []
    for table in KECAMATAN_TABLES:
        if table.structure is not unit.structure:
            continue
        truth = _array(table.cells, place, cells, "value", empty=0)
        if not truth.any():
            continue
        published = round_table(table, truth, margins, _earlier(table.cells, place, register))
        check_table(table, truth, true_margins, published, margins)
        protected.append(ProtectedTable(table, kecamatan, truth, published))
    return tuple(protected)


def _earlier(
    cells: Sequence[Cell], places: tuple[str, list[str]], register: pd.DataFrame
) -> list[Earlier]:
    """What was published before, in the order in which it binds."""
    return [
        Earlier(
            _array(cells, places, rows, "truth", empty=-1),
            _array(cells, places, rows, "published", empty=-1),
        )
        for _, rows in register.groupby("distance", sort=True)
    ]


def _array(
    cells: Sequence[Cell],
    places: tuple[str, list[str]],
    rows: pd.DataFrame,
    column: str,
    *,
    empty: int,
) -> Counts:
    """A column of long rows as places by cells; cells and places not asked for are left out."""
    place, names = places
    position = pd.DataFrame([vars(cell) for cell in cells])
    position = position.assign(cell=np.arange(len(position)))
    numbered = pd.DataFrame({place: pd.Series(names, dtype="str"), "area": np.arange(len(names))})
    found = rows.merge(position, on=CELL).merge(numbered, on=place)
    values = np.full((len(names), len(position)), empty, dtype=np.int64)
    values[found["area"].to_numpy(), found["cell"].to_numpy()] = found[column].to_numpy()
    return values


def _levels(unit: Protected, people_of: Mapping[str, int]) -> list[pd.DataFrame]:
    """Rows to publish: villages, and kecamatan and regency as sums of all that villages have."""
    if not unit.villages:
        return []
    structure = unit.structure
    has_crosses = np.array([people_of.get(v, 0) >= LEAST_FOR_CROSSES for v in unit.villages])
    is_shown = has_crosses[:, None] | structure.is_margin[None, :]
    kecamatan, by_kecamatan = sum_by_area(unit.published, unit.kecamatan)
    regencies = [code[:4] for code in unit.kecamatan]
    regency, by_regency = sum_by_area(unit.published, regencies)
    return [
        _rows(structure.cells, "village", unit.villages, unit.published).assign(
            truth=unit.truth.ravel(), is_shown=is_shown.ravel()
        ),
        _rows(structure.cells, "kecamatan", kecamatan, by_kecamatan),
        _rows(structure.cells, "regency", regency, by_regency),
        *(rows for table in unit.tables for rows in _table_levels(table)),
    ]


def _table_levels(protected: ProtectedTable) -> list[pd.DataFrame]:
    """A table of kecamatan, its row sums where no other table has them, and the regency's."""
    table, kecamatan = protected.table, protected.kecamatan
    regencies = [code[:4] for code in kecamatan]
    found = [
        _rows(table.cells, "kecamatan", kecamatan, protected.published).assign(
            truth=protected.truth.ravel()
        ),
        _rows(table.cells, "regency", *sum_by_area(protected.published, regencies)),
    ]
    if table.row_cells:
        sums = row_sums(table, protected.published)
        found.append(_rows(table.row_cells, "kecamatan", kecamatan, sums))
        found.append(_rows(table.row_cells, "regency", *sum_by_area(sums, regencies)))
    return found


def _rows(cells: Sequence[Cell], level: str, areas: list[str], values: Counts) -> pd.DataFrame:
    names = pd.DataFrame([vars(cell) for cell in cells])
    places = pd.DataFrame({"level": level, "area_code_kemendagri": areas})
    return places.merge(names, how="cross").assign(published=values.ravel(), is_shown=True)
