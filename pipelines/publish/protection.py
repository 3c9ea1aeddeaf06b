"""Public counts of a month: rounded with what was published before in mind, and checked."""

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
    STRUCTURES,
    Cell,
    Earlier,
    KecamatanTable,
    Structure,
    check_publication,
    check_table,
    round_counts,
    round_table,
    sum_by_area,
)
from pipelines.publish.cells import CELL, KnownCells, known_cells, positions
from pipelines.publish.engine import Engine
from pipelines.warehouse import Transaction

Counts = npt.NDArray[np.int64]

VILLAGE, KECAMATAN = "village_code_kemendagri", "kecamatan_code_kemendagri"
REGISTER_SCHEMA = pa.schema(
    [
        (VILLAGE, pa.string()),
        (KECAMATAN, pa.string()),
        *((name, pa.int64()) for name in ("distance", "cell_id", "truth", "published")),
    ]
)


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


@dataclass(frozen=True)
class Said:
    """What was published of the month, and of those beside it.

    Attributes:
        rows: By the column of the place, one row per publication, place and number of a cell.
    """

    cells: KnownCells
    rows: Mapping[str, pd.DataFrame]

    def of(
        self, structure: Structure, cells: Sequence[Cell], place: tuple[str, list[str]]
    ) -> list[Earlier]:
        """Publications of these cells, in the order in which they bind."""
        found = self.rows[place[0]].merge(self.cells.of(structure.unit, cells), on="cell_id")
        return [
            Earlier(
                _array(len(cells), place, rows, "truth", empty=-1),
                _array(len(cells), place, rows, "published", empty=-1),
            )
            for _, rows in found.groupby("distance", sort=True)
        ]


def protect(tx: Transaction, engine: Engine, period: date) -> list[Protected]:
    """Round the fresh tables of a month, and check what came of it.

    Raises:
        DisclosureError: The numbers may not be published.
    """
    cells = _true_counts(engine, "public/village_cells")
    by_kecamatan = _true_counts(engine, "public/kecamatan_cells")
    registers = {VILLAGE: "public/register", KECAMATAN: "public/kecamatan_register"}
    said = Said(
        known_cells(tx),
        {
            place: tx.copy_out(name, REGISTER_SCHEMA, period=period).to_pandas()
            for place, name in registers.items()
        },
    )
    protected = []
    for structure in STRUCTURES:
        unit = _protect_unit(structure, _of(cells, structure), said)
        tables = _protect_tables(unit, _of(by_kecamatan, structure), said)
        protected.append(replace(unit, tables=tables))
    return protected


def _true_counts(engine: Engine, name: str) -> pd.DataFrame:
    """True counts by unit, place and cell."""
    rows: pd.DataFrame = engine.read(name).to_pandas()
    return rows


def _of(rows: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    return rows[rows["unit"] == structure.unit]


def _protect_unit(structure: Structure, cells: pd.DataFrame, said: Said) -> Protected:
    places = cells[[VILLAGE, KECAMATAN]].drop_duplicates().sort_values(VILLAGE)
    villages = places[VILLAGE].tolist()
    kecamatan = places[KECAMATAN].tolist()
    truth = _truth(structure.cells, (VILLAGE, villages), cells)
    earlier = said.of(structure, structure.cells, (VILLAGE, villages))
    published = round_counts(structure, truth, kecamatan, earlier)
    check_publication(structure, truth, published, earlier)
    return Protected(structure, villages, kecamatan, truth, published)


def _protect_tables(unit: Protected, cells: pd.DataFrame, said: Said) -> tuple[ProtectedTable, ...]:
    """The tables of kecamatan that have anything to show, inside what villages publish."""
    kecamatan, margins = sum_by_area(unit.published, unit.kecamatan)
    _, true_margins = sum_by_area(unit.truth, unit.kecamatan)
    place = (KECAMATAN, kecamatan)
    protected = []
    for table in KECAMATAN_TABLES:
        if table.structure is not unit.structure:
            continue
        truth = _truth(table.cells, place, cells)
        if not truth.any():
            continue
        earlier = said.of(unit.structure, table.cells, place)
        published = round_table(table, truth, margins, earlier)
        check_table(table, truth, true_margins, published, margins)
        protected.append(ProtectedTable(table, kecamatan, truth, published))
    return tuple(protected)


def _truth(cells: Sequence[Cell], place: tuple[str, list[str]], rows: pd.DataFrame) -> Counts:
    named = rows.merge(positions(cells), on=CELL)
    return _array(len(cells), place, named, "value", empty=0)


def _array(
    cells: int, place: tuple[str, list[str]], rows: pd.DataFrame, column: str, *, empty: int
) -> Counts:
    """A column of long rows as places by cells; places not asked for are left out."""
    name, names = place
    values = np.full((len(names), cells), empty, dtype=np.int64)
    area = pd.Index(names).get_indexer(pd.Index(rows[name]))
    is_asked = area >= 0
    position, value = rows["position"].to_numpy(), rows[column].to_numpy()
    values[area[is_asked], position[is_asked]] = value[is_asked]
    return values
