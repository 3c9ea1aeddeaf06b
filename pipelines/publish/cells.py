"""Published cells and the numbers by which they are kept, so that registers need no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.disclosure import KECAMATAN_TABLES, STRUCTURES, Cell
from pipelines.warehouse import Transaction

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
SCHEMA = pa.schema([("cell_id", pa.int64()), *((name, pa.string()) for name in ("unit", *CELL))])
Named = tuple[str, Cell]


@dataclass(frozen=True)
class KnownCells:
    """Numbers of cells by unit and name: of those ever published, or of all that may be."""

    numbers: Mapping[Named, int]

    def positions(self, unit: str, cells: Sequence[Cell]) -> npt.NDArray[np.int64]:
        """By number of a cell: its place among these cells; -1 where it is none of them."""
        found = np.full(max(self.numbers.values(), default=-1) + 1, -1, dtype=np.int64)
        for position, cell in enumerate(cells):
            if (number := self.numbers.get((unit, cell))) is not None:
                found[number] = position
        return found

    @property
    def table(self) -> pa.Table:
        """One row for each cell: its number and its name."""
        rows = [
            {"cell_id": number, "unit": unit, **vars(cell)}
            for (unit, cell), number in self.numbers.items()
        ]
        return pa.Table.from_pylist(rows, SCHEMA)


def countable_cells() -> KnownCells:
    """Every cell that may be published, numbered for as long as a month is computed."""
    named = [(s.unit, cell) for s in STRUCTURES for cell in s.cells]
    named += [(t.structure.unit, cell) for t in KECAMATAN_TABLES for cell in t.cells]
    return KnownCells({each: number for number, each in enumerate(dict.fromkeys(named))})


def known_cells(tx: Transaction) -> KnownCells:
    """Read them."""
    rows = tx.copy_out("public/cells", SCHEMA).to_pylist()
    return KnownCells({(row["unit"], _cell(row)): row["cell_id"] for row in rows})


def number_cells(tx: Transaction, cells: Sequence[Named]) -> KnownCells:
    """All known cells, among them these: those never published before get a number."""
    known = known_cells(tx)
    new = dict.fromkeys(named for named in cells if named not in known.numbers)
    if not new:
        return known
    rows = [{"unit": unit, **vars(cell)} for unit, cell in new]
    tx.copy_in("release.public_cell", pa.Table.from_pylist(rows))
    tx.analyze("release.public_cell")
    return known_cells(tx)


def _cell(row: Mapping[str, str]) -> Cell:
    return Cell(*(row[name] for name in CELL))
