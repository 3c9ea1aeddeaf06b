"""Keeps public counts: what a release shows, and what was said of each cell for which truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from pipelines.disclosure import PERSONS, Cell, row_sums, sum_by_area
from pipelines.disclosure.structure import TOTAL_POSITION
from pipelines.publish.cells import KnownCells, number_cells
from pipelines.publish.protection import Counts, Protected, ProtectedTable
from pipelines.warehouse import Transaction

# A smaller village is shown with its margins only; its details go into its kecamatan.
LEAST_FOR_CROSSES = 200
# How counts are kept by release, and on their way into the registers.
COUNT = ["level", "area_code_kemendagri", "cell_id", "value"]
SAID = ["level", "area_code_kemendagri", "cell_id", "truth", "published"]
# What is a sum of other numbers has no truth of its own.
NO_TRUTH = -1


def write_protected(
    tx: Transaction, protected: list[Protected], release_no: int, period: date
) -> None:
    """Keep the public counts of a release, and remember what was published of each cell."""
    people = next(unit for unit in protected if unit.structure is PERSONS)
    people_of = dict(
        zip(people.villages, people.published[:, TOTAL_POSITION].tolist(), strict=True)
    )
    shown_units = [unit for unit in protected if unit.villages]
    if not shown_units:
        return
    cells = number_cells(tx, [named for unit in shown_units for named in _cells_of(unit)])
    rows = pd.concat([part for unit in shown_units for part in _levels(cells, unit, people_of)])
    shown = rows[rows["is_shown"]][COUNT].assign(release_no=release_no)
    tx.copy_in("release.public_count", pa.Table.from_pandas(shown, preserve_index=False))
    said = rows[rows["truth"] != NO_TRUTH].rename(columns={"value": "published"})[SAID]
    tx.execute("drop table if exists pg_temp.protected", "dropping protected")
    tx.run("public/protected")
    tx.copy_in("protected", pa.Table.from_pandas(said, preserve_index=False))
    tx.analyze("pg_temp.protected")
    tx.run("public/set_aside", period=period)
    tx.run("public/remember", period=period)
    tx.run("public/remember_kecamatan", period=period)


def _cells_of(unit: Protected) -> list[tuple[str, Cell]]:
    structure = unit.structure
    tables = [table.table for table in unit.tables]
    cells = [*structure.cells, *(c for t in tables for c in (*t.cells, *t.row_cells))]
    return [(structure.unit, cell) for cell in cells]


def _levels(known: KnownCells, unit: Protected, people_of: Mapping[str, int]) -> list[pd.DataFrame]:
    """Rows to publish: villages, and kecamatan and regency as sums of all that villages have."""
    structure = unit.structure
    cells = [known.numbers[structure.unit, cell] for cell in structure.cells]
    has_crosses = np.array([people_of.get(v, 0) >= LEAST_FOR_CROSSES for v in unit.villages])
    is_shown = has_crosses[:, None] | structure.is_margin[None, :]
    return [
        _rows(cells, "village", unit.villages, unit.published).assign(
            truth=unit.truth.ravel(), is_shown=is_shown.ravel()
        ),
        *_sums(cells, unit.kecamatan, unit.published),
        *(rows for table in unit.tables for rows in _table_levels(known, table)),
    ]


def _sums(cells: Sequence[int], kecamatan: Sequence[str], values: Counts) -> list[pd.DataFrame]:
    regencies = [code[:4] for code in kecamatan]
    return [
        _rows(cells, "kecamatan", *sum_by_area(values, kecamatan)),
        _rows(cells, "regency", *sum_by_area(values, regencies)),
    ]


def _table_levels(known: KnownCells, protected: ProtectedTable) -> list[pd.DataFrame]:
    """A table of kecamatan, its row sums where no other table has them, and the regency's."""
    table, kecamatan = protected.table, protected.kecamatan
    unit = table.structure.unit
    cells = [known.numbers[unit, cell] for cell in table.cells]
    by_kecamatan, by_regency = _sums(cells, kecamatan, protected.published)
    found = [by_kecamatan.assign(truth=protected.truth.ravel()), by_regency]
    if table.row_cells:
        sums = row_sums(table, protected.published)
        rows = [known.numbers[unit, cell] for cell in table.row_cells]
        found += _sums(rows, kecamatan, sums)
    return found


def _rows(cells: Sequence[int], level: str, areas: Sequence[str], values: Counts) -> pd.DataFrame:
    """An array of areas by cells as long rows."""
    return pd.DataFrame(
        {
            "level": level,
            "area_code_kemendagri": np.repeat(np.asarray(areas, dtype=object), len(cells)),
            "cell_id": np.tile(np.asarray(cells, dtype=np.int64), len(areas)),
            "value": values.ravel(),
            "truth": NO_TRUTH,
            "is_shown": True,
        }
    )
