"""What is published of a village: dimensions, the tables that cross two of them, and their sums.

Tables that form a chain (each shares one dimension with the next) and dimensions that hang on the
total alone make one network: a whole-number rounding of all of them together always exists. A
cross that closes a circle, or a third table on one dimension, would give that guarantee up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.contracts.model import load_code_lists

# Every published number is a multiple of it.
BASE = 5
ALL = "all"
UNKNOWN = "unknown"
# Deciles 5 to 10 alone leave too few families in a village: one group.
DECILE_GROUPS = ("1", "2", "3-4", "5+", UNKNOWN)
AGE_GROUPS = ("0-5", "6-12", "13-15", "16-18", "19-59", "60+", UNKNOWN)
FAMILY_SIZES = ("1", "2", "3", "4", "5", "6+", UNKNOWN)
SEXES = ("L", "P", UNKNOWN)
PROGRAMMES = ("bpnt", "bpum", "bst", "pkh", "sembako", "prakerja", "kur")
RECEIPT = ("receives", "does_not", UNKNOWN)


@dataclass(frozen=True)
class Dimension:
    """A question and its answers, which exclude each other and leave nobody out."""

    name: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One published number of a village; a dimension that is summed over is `all`."""

    row_dimension: str
    row_category: str
    column_dimension: str = ALL
    column_category: str = ALL


TOTAL = Cell(ALL, ALL)
# Its column in every array of counts.
TOTAL_POSITION = 0


@dataclass(frozen=True)
class Structure:
    """All tables about one unit, persons or families, which share their margins.

    Attributes:
        unit: What is counted.
        dimensions: Each is published by itself.
        crosses: Pairs of dimensions that are published against each other.
    """

    unit: str
    dimensions: tuple[Dimension, ...]
    crosses: tuple[tuple[str, str], ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The total, then each dimension, then each cross, row by row."""
        margins = [Cell(d.name, category) for d in self.dimensions for category in d.categories]
        inner = [
            Cell(row, row_category, column, column_category)
            for row, column in self.crosses
            for row_category in self.categories_of(row)
            for column_category in self.categories_of(column)
        ]
        return (TOTAL, *margins, *inner)

    @cached_property
    def position(self) -> dict[Cell, int]:
        """The column of each cell in an array of counts."""
        return {cell: index for index, cell in enumerate(self.cells)}

    @cached_property
    def is_margin(self) -> npt.NDArray[np.bool_]:
        """Which cells a village too small for crosses may show."""
        return np.array([cell.column_dimension == ALL for cell in self.cells])

    @cached_property
    def sums(self) -> sparse.csc_matrix:
        """One row per sum that must hold: parts +1, the whole -1; times the counts it is zero."""
        parts_of = [
            (TOTAL, [Cell(d.name, category) for category in d.categories]) for d in self.dimensions
        ]
        for row, column in self.crosses:
            rows, columns = self.categories_of(row), self.categories_of(column)
            parts_of += [(Cell(row, r), [Cell(row, r, column, c) for c in columns]) for r in rows]
            parts_of += [
                (Cell(column, c), [Cell(row, r, column, c) for r in rows]) for c in columns
            ]
        matrix = sparse.lil_matrix((len(parts_of), len(self.cells)))
        for index, (whole, parts) in enumerate(parts_of):
            matrix[index, self.position[whole]] = -1
            matrix[index, [self.position[part] for part in parts]] = 1
        return matrix.tocsc()

    def categories_of(self, name: str) -> tuple[str, ...]:
        """The categories of a dimension; one where nothing is asked."""
        if name == ALL:
            return (ALL,)
        return next(d.categories for d in self.dimensions if d.name == name)


@dataclass(frozen=True)
class KecamatanTable:
    """What villages are too small for: a question against one that villages show, by kecamatan.

    Attributes:
        row: Of the village's dimensions, or one that only kecamatan show.
        column: A dimension of villages, or `all`.
    """

    structure: Structure
    row: Dimension
    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The categories of the column."""
        return self.structure.categories_of(self.column)

    @property
    def has_known_rows(self) -> bool:
        """Whether the sums of its rows are published already."""
        return self.row in self.structure.dimensions

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells, row by row."""
        return tuple(
            Cell(self.row.name, r, self.column, c)
            for r in self.row.categories
            for c in self.columns
        )

    @cached_property
    def row_cells(self) -> tuple[Cell, ...]:
        """The sums of its rows, where no other table has them."""
        if self.has_known_rows or self.column == ALL:
            return ()
        return tuple(Cell(self.row.name, category) for category in self.row.categories)


def _coded(name: str, code_list: str) -> Dimension:
    """A dimension whose categories are the codes of a list, and those who did not say."""
    codes = [code for code in load_code_lists()[code_list].codes if code != "KOSONG"]
    return Dimension(name, (*codes, UNKNOWN))


def _of(structure: Structure, name: str) -> Dimension:
    return next(dimension for dimension in structure.dimensions if dimension.name == name)


PERSONS = Structure(
    unit="persons",
    dimensions=(
        Dimension("agreement", ("both", "p3ke_only", "dtks_only")),
        Dimension("decile_group", DECILE_GROUPS),
        Dimension("sex", SEXES),
        Dimension("age_group", AGE_GROUPS),
        _coded("education", "pendidikan"),
        _coded("work", "pekerjaan"),
    ),
    crosses=(("agreement", "decile_group"), ("decile_group", "sex"), ("sex", "age_group")),
)

FAMILIES = Structure(
    unit="families",
    dimensions=(
        Dimension("decile_group", DECILE_GROUPS),
        Dimension("head_sex", SEXES),
        Dimension("family_size", FAMILY_SIZES),
        _coded("home_ownership", "kepemilikan_rumah"),
        _coded("roof", "jenis_atap"),
        _coded("wall", "jenis_dinding"),
        _coded("floor", "jenis_lantai"),
        _coded("lighting", "sumber_penerangan"),
        _coded("cooking_fuel", "bahan_bakar_memasak"),
        _coded("drinking_water", "sumber_air_minum"),
        _coded("toilet", "fasilitas_buang_air_besar"),
        _coded("stunting_risk", "resiko_stunting"),
        *(Dimension(f"programme_{name}", RECEIPT) for name in PROGRAMMES),
    ),
    crosses=(("decile_group", "head_sex"),),
)

STRUCTURES = (PERSONS, FAMILIES)

# Deciles of the P3KE list before; who was not on it came new.
DECILE_BEFORE = Dimension("decile_before", (*DECILE_GROUPS, "not_listed"))
# Of roof, wall, floor, lighting, cooking fuel, drinking water and toilet, how many fall short.
DEPRIVATIONS = Dimension("deprivations", ("0", "1", "2", "3", "4", "5", "6", "7", UNKNOWN))

# Each is rounded by itself, with the sums that villages have published as its margins: so many may
# share a dimension.
KECAMATAN_TABLES = (
    KecamatanTable(PERSONS, _of(PERSONS, "education"), "sex"),
    KecamatanTable(PERSONS, _of(PERSONS, "work"), "sex"),
    KecamatanTable(FAMILIES, DEPRIVATIONS, ALL),
    KecamatanTable(FAMILIES, DECILE_BEFORE, "decile_group"),
    KecamatanTable(FAMILIES, _of(FAMILIES, "stunting_risk"), "decile_group"),
    *(
        KecamatanTable(FAMILIES, _of(FAMILIES, f"programme_{name}"), "decile_group")
        for name in PROGRAMMES
    ),
)
