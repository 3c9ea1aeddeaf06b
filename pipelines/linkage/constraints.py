"""Constraints: what cannot be one person, whatever the weights say."""

from __future__ import annotations

from pipelines.linkage.comparisons import BIRTH_DATE, NAME, NIK, Comparison


def _levels(comparison: Comparison, *names: str) -> str:
    known = comparison.level_names()
    return "(" + ", ".join(str(known.index(name) + 1) for name in names) + ")"


_EQUAL_NAMES = tuple(name for name in NAME.level_names() if name.startswith("EQUAL"))
_SECOND_NUMBER = (
    "DIFFERENT_BOTH_ESTABLISHED",
    "DIFFERENT_BOTH_CREDIBLE",
    "NEIGHBOUR_SERIAL",
    "EDIT_IN_SERIAL",
)
_UNLIKE_NAMES = ("SAME_FIRST_WORD", "SHARED_WORD", "ALIKE", "OTHER")

# Two entries of one list in one month are two people, unless somebody listed one person twice:
# one number and names that agree, or one name and one birth date and no second number.
LISTED_TWICE = (
    f"(p.nik in {_levels(NIK, 'EQUAL')} and p.name not in {_levels(NAME, *_UNLIKE_NAMES)}) or "
    f"(p.name in {_levels(NAME, *_EQUAL_NAMES)} "
    f"and p.birth_date in {_levels(BIRTH_DATE, 'EQUAL', 'EQUAL_FIRST_OF_JANUARY')} "
    f"and p.nik not in {_levels(NIK, *_SECOND_NUMBER)})"
)
