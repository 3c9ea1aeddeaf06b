"""Public counts that give nobody away: controlled rounding to base 5, sticky over months."""

from pipelines.disclosure.check import check_publication
from pipelines.disclosure.kecamatan import check_table, round_table, row_sums
from pipelines.disclosure.level_sums import sum_by_area
from pipelines.disclosure.rounding import Earlier, round_counts
from pipelines.disclosure.structure import (
    BASE,
    FAMILIES,
    KECAMATAN_TABLES,
    PERSONS,
    STRUCTURES,
    Cell,
    KecamatanTable,
    Structure,
)

__all__ = [
    "BASE",
    "FAMILIES",
    "KECAMATAN_TABLES",
    "PERSONS",
    "STRUCTURES",
    "Cell",
    "Earlier",
    "KecamatanTable",
    "Structure",
    "check_publication",
    "check_table",
    "round_counts",
    "round_table",
    "row_sums",
    "sum_by_area",
]
