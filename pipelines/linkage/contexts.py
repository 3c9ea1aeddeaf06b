"""Contexts: what a comparison is worth depends on why the pair was looked at.

Classes explain most of how agreements come together; these statements say the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.linkage.comparisons import BIRTH_DATE, PLACE
from pipelines.linkage.levels import Comparison


@dataclass(frozen=True)
class Context:
    """A comparison is at one of these levels, or missing where none is named.

    Candidates agree on something, else no rule had proposed them: strangers whose dates differ were
    proposed for their names. So what a name is worth depends on whether the dates agree.
    """

    name: str
    comparison: Comparison
    levels: tuple[str, ...]


_AGREEING_DATES = ("EQUAL", "EQUAL_FIRST_OF_JANUARY", "DAY_AND_MONTH_SWAPPED")
DATES_AGREE = Context("dates_agree", BIRTH_DATE, _AGREEING_DATES)
DATE_MISSING = Context("date_missing", BIRTH_DATE, ())
DATES_DIFFER = Context(
    "dates_differ",
    BIRTH_DATE,
    tuple(name for name in BIRTH_DATE.level_names() if name not in _AGREEING_DATES),
)

# Who moves to another village often founds a household there: the child of one list is the head of
# another.
SAME_VILLAGE = Context("same_village", PLACE, ("SAME_VILLAGE",))
OTHER_VILLAGE = Context(
    "other_village", PLACE, tuple(n for n in PLACE.level_names() if n != "SAME_VILLAGE")
)

# Comparisons whose probabilities are learned per context; the others have one context, always.
CONTEXTS: Mapping[str, tuple[Context, ...]] = {
    "name": (DATES_AGREE, DATES_DIFFER, DATE_MISSING),
    "nik": (DATES_AGREE, DATES_DIFFER, DATE_MISSING),
    "place": (DATES_AGREE, DATES_DIFFER, DATE_MISSING),
    "role": (SAME_VILLAGE, OTHER_VILLAGE),
}

# Who shares none of these is no family: it keeps that class from becoming a kind of stranger.
FAMILY_SIGNS: Mapping[str, tuple[str, ...]] = {
    "relation": (
        "SAME_KEY_OTHER_MONTH",
        "SAME_KEY_SAME_MONTH",
        "SAME_LIST_OTHER_MONTH",
        "SAME_LIST_SAME_MONTH",
    ),
    "mother": ("EQUAL",),
    "address": ("SAME_STREET_AND_RT",),
}
