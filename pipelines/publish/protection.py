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
from pipelines.engine import Engine
from pipelines.publish.cells import KnownCells, countable_cells, known_cells
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
class Numbered:
    """Rows of numbers about cells, which they name by `cell_id`.

    Attributes:
        cells: Whose numbers the rows have.
        rows: By the column of the place: rows of villages, or of kecamatan.
    """

    cells: KnownCells
    rows: Mapping[str, pd.DataFrame]

    def of(self, structure: Structure, cells: Sequence[Cell], place: str) -> pd.DataFrame:
        """Rows about these cells, with the `position` of each among them."""
        rows = self.rows[place]
        position = self.cells.positions(structure.unit, cells)[rows["cell_id"].to_numpy()]
        found: pd.DataFrame = rows.assign(position=position)[position >= 0]
        return found


@dataclass(frozen=True)
class Input:
    """What is to be protected, and what was published before."""

    counted: Numbered
    said: Numbered


def read_input(tx: Transaction, engine: Engine, period: date) -> Input:
    """True counts of the fresh tables of a month, and what was said of it and beside it."""
    return Input(_counted(engine), _said(tx, period))


def protect(given: Input) -> list[Protected]:
    """Round the counts of a month, and check what came of it; nothing is read or written.

    Raises:
        DisclosureError: The numbers may not be published.
    """
    protected = []
    for structure in STRUCTURES:
        unit = _protect_unit(structure, given.counted, given.said)
        tables = _protect_tables(unit, given.counted, given.said)
        protected.append(replace(unit, tables=tables))
    return protected


def _counted(engine: Engine) -> Numbered:
    """True counts by place and cell."""
    cells = countable_cells()
    engine.load("cell", cells.table)
    counts = {VILLAGE: "public/village_cells", KECAMATAN: "public/kecamatan_cells"}
    return Numbered(cells, {place: _frame(engine.read(name)) for place, name in counts.items()})


def _said(tx: Transaction, period: date) -> Numbered:
    """What was published of the month, and of those beside it: a row for each publication."""
    registers = {VILLAGE: "public/register", KECAMATAN: "public/kecamatan_register"}
    return Numbered(
        known_cells(tx),
        {
            place: _frame(tx.copy_out(name, REGISTER_SCHEMA, period=period))
            for place, name in registers.items()
        },
    )


def _frame(rows: pa.Table) -> pd.DataFrame:
    """Rows with their places as categories: compared a few hundred times, not for each row."""
    places = [name for name in rows.column_names if name in (VILLAGE, KECAMATAN)]
    frame: pd.DataFrame = rows.to_pandas(categories=places)
    return frame


def _earlier(
    said: Numbered, structure: Structure, cells: Sequence[Cell], place: tuple[str, list[str]]
) -> list[Earlier]:
    """Publications of these cells, in the order in which they bind."""
    return [
        Earlier(
            _array(len(cells), place, rows, "truth", empty=-1),
            _array(len(cells), place, rows, "published", empty=-1),
        )
        for _, rows in said.of(structure, cells, place[0]).groupby("distance", sort=True)
    ]


def _protect_unit(structure: Structure, counted: Numbered, said: Numbered) -> Protected:
    cells = structure.cells
    rows = counted.of(structure, cells, VILLAGE)
    places = rows[[VILLAGE, KECAMATAN]].drop_duplicates().astype(str).sort_values(VILLAGE)
    villages = places[VILLAGE].tolist()
    kecamatan = places[KECAMATAN].tolist()
    truth = _array(len(cells), (VILLAGE, villages), rows, "value", empty=0)
    earlier = _earlier(said, structure, cells, (VILLAGE, villages))
    published = round_counts(structure, truth, kecamatan, earlier)
    check_publication(structure, truth, published, earlier)
    return Protected(structure, villages, kecamatan, truth, published)


def _protect_tables(
    unit: Protected, counted: Numbered, said: Numbered
) -> tuple[ProtectedTable, ...]:
    """The tables of kecamatan that have anything to show, inside what villages publish."""
    kecamatan, margins = sum_by_area(unit.published, unit.kecamatan)
    _, true_margins = sum_by_area(unit.truth, unit.kecamatan)
    place = (KECAMATAN, kecamatan)
    protected = []
    for table in KECAMATAN_TABLES:
        if table.structure is not unit.structure:
            continue
        rows = counted.of(unit.structure, table.cells, KECAMATAN)
        truth = _array(len(table.cells), place, rows, "value", empty=0)
        if not truth.any():
            continue
        earlier = _earlier(said, unit.structure, table.cells, place)
        published = round_table(table, truth, margins, earlier)
        check_table(table, truth, true_margins, published, margins)
        protected.append(ProtectedTable(table, kecamatan, truth, published))
    return tuple(protected)


def _array(
    cells: int, place: tuple[str, list[str]], rows: pd.DataFrame, column: str, *, empty: int
) -> Counts:
    """A column of long rows as places by cells; places not asked for are left out."""
    name, names = place
    values = np.full((len(names), cells), empty, dtype=np.int64)
    codes = rows[name].cat
    area = pd.Index(names, dtype=object).get_indexer(codes.categories)[codes.codes]
    is_asked = area >= 0
    position, value = rows["position"].to_numpy(), rows[column].to_numpy()
    values[area[is_asked], position[is_asked]] = value[is_asked]
    return values
