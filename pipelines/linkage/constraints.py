"""Constraints: what cannot be one person, whatever the weights say."""

from __future__ import annotations

from pipelines.linkage.comparisons import BIRTH_DATE, NAME, NIK, PLACE, ROLE, SEX
from pipelines.linkage.levels import Comparison


def _levels(comparison: Comparison, *names: str) -> str:
    known = comparison.level_names()
    return "(" + ", ".join(str(known.index(name) + 1) for name in names) + ")"


_EQUAL_NAMES = tuple(name for name in NAME.level_names() if name.startswith("EQUAL"))
_SHORTER_NAMES = (
    "OTHER_NAME_EQUAL",
    "WORDS_SWAPPED",
    "INITIALS",
    "CONTAINED_WORDS",
    "FIRST_WORD_ONLY",
)
_UNLIKE_NAMES = ("SAME_FIRST_WORD", "SHARED_WORD", "ALIKE", "OTHER")
_SECOND_NUMBER = (
    "DIFFERENT_BOTH_ESTABLISHED",
    "DIFFERENT_BOTH_CREDIBLE",
    "NEIGHBOUR_SERIAL",
    "EDIT_IN_SERIAL",
)
_NEAR_DATES = (
    "EQUAL",
    "EQUAL_FIRST_OF_JANUARY",
    "DAY_AND_MONTH_SWAPPED",
    "FIRST_OF_JANUARY_OF_YEAR",
    "YEAR_OFF",
    "ONE_DIGIT",
)

_one_number = f"p.nik in {_levels(NIK, 'EQUAL')}"
_no_second_number = f"p.nik not in {_levels(NIK, *_SECOND_NUMBER)}"
_one_date = f"p.birth_date in {_levels(BIRTH_DATE, 'EQUAL', 'EQUAL_FIRST_OF_JANUARY')}"
_near_date = f"p.birth_date in {_levels(BIRTH_DATE, *_NEAR_DATES)}"
_far_date = f"p.birth_date in {_levels(BIRTH_DATE, 'SAME_DAY_AND_MONTH', 'OTHER')}"
_names_are_equal = f"p.name in {_levels(NAME, *_EQUAL_NAMES)}"
_one_sex = f"p.sex in {_levels(SEX, 'EQUAL')}"
_names_agree = f"p.name not in {_levels(NAME, *_UNLIKE_NAMES)}"
_names_are_alike = f"p.name not in {_levels(NAME, 'OTHER')}"
_is_written_shorter = f"p.name in {_levels(NAME, *_EQUAL_NAMES, *_SHORTER_NAMES)}"
_one_role = f"p.role in {_levels(ROLE, 'BOTH_HEAD_OR_SPOUSE')}"
_other_village = f"p.place not in {_levels(PLACE, 'SAME_VILLAGE')}"

# Two entries of one list in one month are two people, unless somebody may have listed one person
# twice. Twins have one date and names alike, but two numbers; brothers have two names; a father has
# his son's name at times, never his date. A card shown in two villages was entered twice, under the
# name by which each knows the person. And no list has two heads, nor two spouses, of one birthday.
LISTED_TWICE = f"""(
    ({_one_number} and {_names_agree})
    or ({_one_number} and {_one_date} and {_one_sex})
    or (
        {_no_second_number} and {_near_date} and {_one_sex}
        and {_names_are_alike} and {_other_village}
    )
    or ({_no_second_number} and {_one_date} and {_one_sex} and {_is_written_shorter})
    or ({_no_second_number} and {_one_date} and {_one_sex} and {_names_are_alike} and {_one_role})
    or ({_no_second_number} and not {_far_date} and {_one_sex} and {_names_are_equal})
)"""
