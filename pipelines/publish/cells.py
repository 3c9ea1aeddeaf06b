"""Published cells and the numbers by which they are kept, so that registers need no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from pipelines.disclosure import Cell
from pipelines.warehouse import Transaction

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
SCHEMA = pa.schema([("cell_id", pa.int64()), *((name, pa.string()) for name in ("unit", *CELL))])


@dataclass(frozen=True)
class KnownCells:
    """All cells that were ever published, of both units."""

    rows: pd.DataFrame

    def of(self, unit: str, cells: Sequence[Cell]) -> pd.DataFrame:
        """`cell_id` and `position` of those of these cells that are known."""
        return positions(cells).merge(self.rows[self.rows["unit"] == unit], on=CELL)[
            ["cell_id", "position"]
        ]


def known_cells(tx: Transaction) -> KnownCells:
    """Read them."""
    return KnownCells(tx.copy_out("public/cells", SCHEMA).to_pandas())


def number_cells(tx: Transaction, unit: str, cells: Sequence[Cell]) -> list[int]:
    """The number of each of these cells; those that were never published before get one."""
    known = known_cells(tx).of(unit, cells)
    new = positions(cells).drop(known["position"].to_numpy()).sort_values(CELL)
    if len(new):
        rows = pa.Table.from_pandas(new[CELL].assign(unit=unit), preserve_index=False)
        tx.copy_in("release.public_cell", rows)
        tx.analyze("release.public_cell")
        known = known_cells(tx).of(unit, cells)
    numbers: list[int] = known.sort_values("position")["cell_id"].tolist()
    return numbers


def positions(cells: Sequence[Cell]) -> pd.DataFrame:
    """The names of cells with their place in the sequence."""
    return pd.DataFrame([vars(cell) for cell in cells]).assign(position=range(len(cells)))
