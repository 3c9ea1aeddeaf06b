"""Published cells and the numbers by which they are kept, so that registers need no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from pipelines.disclosure import Cell
from pipelines.warehouse import Transaction

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
SCHEMA = pa.schema([("cell_id", pa.int64()), *((name, pa.string()) for name in ("unit", *CELL))])
Named = tuple[str, Cell]


@dataclass(frozen=True)
class KnownCells:
    """The number of every cell that was ever published, by unit and name."""

    numbers: Mapping[Named, int]

    def of(self, unit: str, cells: Sequence[Cell]) -> pd.DataFrame:
        """`cell_id` and `position` of those of these cells that are known."""
        known = [
            (self.numbers[unit, cell], position)
            for position, cell in enumerate(cells)
            if (unit, cell) in self.numbers
        ]
        return pd.DataFrame(known, columns=["cell_id", "position"], dtype="int64")


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


def positions(cells: Sequence[Cell]) -> pd.DataFrame:
    """The names of cells with their place in the sequence."""
    return pd.DataFrame([vars(cell) for cell in cells]).assign(position=range(len(cells)))


def _cell(row: Mapping[str, str]) -> Cell:
    return Cell(*(row[name] for name in CELL))
