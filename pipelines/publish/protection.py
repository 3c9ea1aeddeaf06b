"""Public counts of a month: rounded with what was published before in mind, checked, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipelines.disclosure import (
    PERSONS,
    STRUCTURES,
    Earlier,
    Structure,
    check_publication,
    round_counts,
    sum_by_area,
)
from pipelines.disclosure.structure import TOTAL_POSITION
from pipelines.warehouse import Transaction

Counts = npt.NDArray[np.int64]

# A smaller village is shown with its margins only; its details go into its kecamatan.
LEAST_FOR_CROSSES = 200
CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
VILLAGE = "village_code_kemendagri"
_PLACES = [VILLAGE, "kecamatan_code_kemendagri"]
_TEXTS = [pa.field(name, pa.string()) for name in ("unit", *_PLACES, *CELL)]
CELLS_SCHEMA = pa.schema([*_TEXTS, pa.field("value", pa.int64())])
REGISTER_SCHEMA = pa.schema(
    [*_TEXTS, *(pa.field(name, pa.int64()) for name in ("distance", "truth", "published"))]
)


@dataclass(frozen=True)
class Protected:
    """One unit's counts: true and publishable, one row per village, one column per cell."""

    structure: Structure
    villages: list[str]
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
    return [
        _protect_unit(
            structure,
            cells[cells["unit"] == structure.unit],
            register[register["unit"] == structure.unit],
        )
        for structure in STRUCTURES
    ]


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
            tx.copy_in("protected", pa.Table.from_pandas(rows, preserve_index=False))
    tx.analyze("pg_temp.protected")
    tx.run("public/add_cells")
    tx.analyze("release.public_cell")
    tx.run("public/add_counts", release_no=release_no)
    tx.run("public/remember", period=period)


def _protect_unit(structure: Structure, cells: pd.DataFrame, register: pd.DataFrame) -> Protected:
    places = cells[_PLACES].drop_duplicates().sort_values(VILLAGE)
    villages = places[VILLAGE].tolist()
    kecamatan = places["kecamatan_code_kemendagri"].tolist()
    truth = _array(structure, villages, cells, "value", empty=0)
    earlier = [
        Earlier(
            _array(structure, villages, rows, "truth", empty=-1),
            _array(structure, villages, rows, "published", empty=-1),
        )
        for _, rows in register.groupby("distance", sort=True)
    ]
    published = round_counts(structure, truth, kecamatan, earlier)
    check_publication(structure, truth, published, earlier)
    return Protected(structure, villages, kecamatan, truth, published)


def _array(
    structure: Structure, villages: list[str], rows: pd.DataFrame, column: str, *, empty: int
) -> Counts:
    """A column of long rows as villages by cells; cells and villages not asked for are left out."""
    position = pd.DataFrame([vars(cell) for cell in structure.cells])
    position = position.assign(cell=np.arange(len(position)))
    names = pd.Series(villages, dtype="str")
    numbered = pd.DataFrame({VILLAGE: names, "village": np.arange(len(villages))})
    found = rows.merge(position, on=CELL).merge(numbered, on=VILLAGE)
    values = np.full((len(villages), len(position)), empty, dtype=np.int64)
    values[found["village"].to_numpy(), found["cell"].to_numpy()] = found[column].to_numpy()
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
        _rows(structure, "village", unit.villages, unit.published).assign(
            truth=unit.truth.ravel(), is_shown=is_shown.ravel()
        ),
        _rows(structure, "kecamatan", kecamatan, by_kecamatan).assign(is_shown=True),
        _rows(structure, "regency", regency, by_regency).assign(is_shown=True),
    ]


def _rows(structure: Structure, level: str, areas: list[str], values: Counts) -> pd.DataFrame:
    cells = pd.DataFrame([vars(cell) for cell in structure.cells])
    places = pd.DataFrame({"level": level, "area_code_kemendagri": areas, "unit": structure.unit})
    return places.merge(cells, how="cross").assign(published=values.ravel())
