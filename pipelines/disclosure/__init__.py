"""Public counts that give nobody away: controlled rounding to base 5, sticky over months."""

from pipelines.disclosure.check import check_publication
from pipelines.disclosure.level_sums import sum_by_area
from pipelines.disclosure.rounding import Earlier, round_counts
from pipelines.disclosure.structure import BASE, FAMILIES, PERSONS, STRUCTURES, Cell, Structure

__all__ = [
    "BASE",
    "FAMILIES",
    "PERSONS",
    "STRUCTURES",
    "Cell",
    "Earlier",
    "Structure",
    "check_publication",
    "round_counts",
    "sum_by_area",
]
