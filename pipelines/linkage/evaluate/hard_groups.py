"""What makes a pair hard: conditions on its two rows `l` and `r`.

Each row has `faults` (what the truth says went wrong in writing it) and `traits` (what its person
is: `twin`, `parent_and_child_of_one_name`, `moved`).
"""

from __future__ import annotations

from collections.abc import Mapping

NIK_MISSING = ("nik_missing", "nik_placeholder")
NIK_UNUSABLE = (*NIK_MISSING, "nik_15_digits", "nik_scientific", "nik_number_cell")


def _has(side: str, names: tuple[str, ...], column: str = "faults") -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"list_has_any({side}.{column}, [{listed}])"


def _either(*faults: str) -> str:
    return f"({_has('l', faults)} or {_has('r', faults)})"


def _both(*faults: str) -> str:
    return f"({_has('l', faults)} and {_has('r', faults)})"


def _one(*faults: str) -> str:
    return f"({_has('l', faults)} <> {_has('r', faults)})"


def _is(trait: str) -> str:
    return f"({_has('l', (trait,), 'traits')} or {_has('r', (trait,), 'traits')})"


HARD_GROUPS: Mapping[str, str] = {
    "twins": _is("twin"),
    "parent_and_child_of_one_name": _is("parent_and_child_of_one_name"),
    "moved": _is("moved"),
    "nik_missing_both": _both(*NIK_MISSING),
    "nik_missing_one": _one(*NIK_MISSING),
    "nik_unusable_both": _both(*NIK_UNUSABLE),
    "nik_unusable_one": _one(*NIK_UNUSABLE),
    "nik_typo": _either("nik_typo"),
    "nik_shared": _either("nik_shared"),
    "nik_of_somebody_else": _either("nik_of_other", "nik_of_head"),
    "wrong_village": _either("wrong_village", "duplicate_other_village"),
    "name_changed": _either("name_changed"),
    "nickname_or_alias": _either("name_nickname", "name_alias"),
    "nik_unusable_and_name_changed": (
        f"({_either(*NIK_UNUSABLE)} and {_either('name_changed', 'name_nickname')})"
    ),
    "first_of_january": _either("birth_date_first_of_january"),
    "birth_date_swapped_or_off": _either("birth_date_day_month_swapped", "birth_date_year_off"),
    "duplicates": _either("duplicate_same_nik", "duplicate_without_nik", "duplicate_other_village"),
    "duplicates_in_two_villages": _either("duplicate_other_village"),
}
