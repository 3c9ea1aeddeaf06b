"""Three months of true counts to protect: as a warehouse published them, or drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.disclosure import STRUCTURES, Structure
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from tests.disclosure.drawn import Ints, draw_regency

KECAMATAN, VILLAGES, MONTHS = 20, 12, 3
MEAN_SIZE = {"persons": 560, "families": 150}
CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
REGISTER = (
    "select c.unit, r.period, r.village_code_kemendagri as village,"
    " v.kecamatan_code_kemendagri as kecamatan, c.row_dimension, c.row_category,"
    " c.column_dimension, c.column_category, r.truth from disclosure.register as r"
    " join release.public_cell as c using (cell_id)"
    " join reference.village as v using (village_code_kemendagri)"
)
Months = dict[Structure, tuple[list[str], list[Ints]]]
"""Of each unit: the kecamatan of each village, and the true counts of each month."""


def published_months(home: Path) -> Months:
    """The last three months in the register of what was published."""
    with open_warehouse(Settings(home=home)) as warehouse, warehouse.transaction() as tx:
        rows = pd.DataFrame(tx.rows_of(REGISTER, "reading the register"))
    periods = sorted(rows["period"].unique())[-MONTHS:]
    places = rows[["kecamatan", "village"]].drop_duplicates().sort_values(["kecamatan", "village"])
    return {
        structure: _months(structure, rows[rows["unit"] == structure.unit], periods, places)
        for structure in STRUCTURES
    }


def drawn_months(*structures: Structure) -> Months:
    """Months of a drawn regency, 2% of the people changing in each."""
    found = {}
    for structure in structures:
        regency = draw_regency(
            structure,
            kecamatan=KECAMATAN,
            villages=VILLAGES,
            mean_size=MEAN_SIZE[structure.unit],
            seed=2026,
        )
        truths = []
        for month in range(MONTHS):
            truths.append(regency.counts())
            regency = regency.next_month(seed=3000 + month)
        found[structure] = (list(regency.kecamatan), truths)
    return found


def _months(
    structure: Structure, rows: pd.DataFrame, periods: list[object], places: pd.DataFrame
) -> tuple[list[str], list[Ints]]:
    cells = pd.MultiIndex.from_tuples(
        [tuple(vars(cell).values()) for cell in structure.cells], names=CELL
    )
    truths = []
    for period in periods:
        wide = rows[rows["period"] == period].pivot_table(
            index="village", columns=CELL, values="truth", fill_value=0
        )
        wide = wide.reindex(index=places["village"], columns=cells, fill_value=0)
        truths.append(wide.to_numpy().astype(np.int64))
    return places["kecamatan"].tolist(), truths
