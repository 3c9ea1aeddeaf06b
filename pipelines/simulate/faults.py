"""The faults a simulated row can carry, by the names the truth uses."""

from __future__ import annotations

from enum import IntFlag, auto
from functools import cache

import numpy as np
from numpy.typing import NDArray


class Fault(IntFlag):
    """One bit per fault; `name.lower()` is what `truth/rows.parquet` says."""

    NIK_MISSING = auto()
    NIK_PLACEHOLDER = auto()
    NIK_15_DIGITS = auto()
    NIK_SCIENTIFIC = auto()
    NIK_NUMBER_CELL = auto()
    NIK_APOSTROPHE = auto()
    NIK_SPACED = auto()
    NIK_LETTER_O = auto()
    NIK_TYPO = auto()
    NIK_SHARED = auto()
    NIK_OF_HEAD = auto()
    NIK_OF_OTHER = auto()
    NIK_DATE_DIFFERS = auto()
    NIK_SEX_DIFFERS = auto()
    NAME_RESPELLED = auto()
    NAME_TYPO = auto()
    NAME_ABBREVIATED = auto()
    NAME_TITLE = auto()
    NAME_PATRONYM = auto()
    NAME_SHORTENED = auto()
    NAME_WORDS_SWAPPED = auto()
    NAME_NICKNAME = auto()
    NAME_ALIAS = auto()
    NAME_CHANGED = auto()
    BIRTH_DATE_MISSING = auto()
    BIRTH_DATE_IMPOSSIBLE = auto()
    BIRTH_DATE_FIRST_OF_JANUARY = auto()
    BIRTH_DATE_DAY_MONTH_SWAPPED = auto()
    BIRTH_DATE_YEAR_OFF = auto()
    SEX_WRONG = auto()
    MOTHER_MISSING = auto()
    MOTHER_RESPELLED = auto()
    VILLAGE_OLD_CODE = auto()
    VILLAGE_CODE_MISSING = auto()
    FORMER_KECAMATAN = auto()
    KECAMATAN_RESPELLED = auto()
    VILLAGE_RESPELLED = auto()
    VILLAGE_MISSPELLED = auto()
    WRONG_VILLAGE = auto()
    DEAD_LISTED = auto()
    DUPLICATE_SAME_NIK = auto()
    DUPLICATE_WITHOUT_NIK = auto()
    DUPLICATE_OTHER_VILLAGE = auto()
    FAMILY_SPLIT = auto()
    FAMILY_OF_OTHERS = auto()
    ONE_PERSON_LEFTOVER = auto()
    NO_KK_MISSING = auto()
    KEY_BLANK = auto()
    KEY_REUSED = auto()
    KEY_CHANGED_HANDS = auto()
    CODE_UNKNOWN = auto()
    CODE_UNTIDY = auto()
    DECILE_OUT_OF_RANGE = auto()
    LINE_BREAK = auto()
    # Said to be dead on the row itself, which lists nobody then.
    DEAD_MARKED = auto()


NIK_UNUSABLE = (
    Fault.NIK_MISSING
    | Fault.NIK_PLACEHOLDER
    | Fault.NIK_15_DIGITS
    | Fault.NIK_SCIENTIFIC
    | Fault.NIK_NUMBER_CELL
)


def fault_names(masks: NDArray[np.int64]) -> list[list[str]]:
    """The fault names of each mask, in the order of `Fault`."""
    distinct, positions = np.unique(masks, return_inverse=True)
    named = [_names(mask) for mask in distinct.tolist()]
    return [named[position] for position in positions.tolist()]


@cache
def _names(mask: int) -> list[str]:
    return [name for bit, name in _NAMES if mask & bit]


_NAMES = [(int(fault), str(fault.name).lower()) for fault in Fault]
