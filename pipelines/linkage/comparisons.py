"""Comparisons: what a pair of nodes agrees on, in levels from strongest to weakest.

What a comparison is stands in `levels.py`; here they are declared, over the two nodes `l` and `r`.
What the levels weigh is learned (`training.py`), never written here. Conditions are the same with
`l` and `r` exchanged.
"""

from __future__ import annotations

from pipelines.linkage.levels import Comparison, Level


def _both(column: str) -> str:
    return f"l.{column} is null or r.{column} is null"


# Where two rows stand to one another in what their source says of them. It also carries the prior:
# two rows of one source and month are rarely one person.
RELATION = Comparison(
    "relation",
    "false",
    (
        Level("OTHER_SOURCE", "l.source <> r.source"),
        Level("SAME_KEY_OTHER_MONTH", "l.source_key = r.source_key and l.months & r.months = 0"),
        Level("SAME_KEY_SAME_MONTH", "l.source_key = r.source_key"),
        Level("SAME_LIST_OTHER_MONTH", "l.list = r.list and l.months & r.months = 0"),
        Level("SAME_LIST_SAME_MONTH", "l.list = r.list"),
        Level("OTHER_LIST_OTHER_MONTH", "l.months & r.months = 0"),
        Level("OTHER_LIST_SAME_MONTH", "true"),
    ),
)

# Fifteen digits are known where a number cell lost the last.
_ONE_SIDE = "(l.first_15 is null or r.first_15 is null)"


def _same_first(digits: int) -> str:
    """Two NIKs begin alike; as numbers, for cutting texts costs most of a comparison."""
    return f"l.nik_number // {10 ** (16 - digits)} = r.nik_number // {10 ** (16 - digits)}"


def _same_last(digits: int) -> str:
    return f"l.nik_number % {10**digits} = r.nik_number % {10**digits}"


NIK = Comparison(
    "nik",
    "(l.first_15 is null and r.first_15 is null)",
    (
        Level("EQUAL", "l.nik_number = r.nik_number and not l.nik_is_shared"),
        Level("EQUAL_BUT_SHARED", "l.nik_number = r.nik_number"),
        Level(
            "FIRST_15_EQUAL",
            "(l.nik is null or r.nik is null) and l.first_15 = r.first_15",
        ),
        # One side only: its date against what the other side says.
        Level(
            "ONE_SIDE_AGREES",
            f"{_ONE_SIDE} and coalesce(l.nik_key, r.nik_key) = "
            "case when l.first_15 is null then l.born_key else r.born_key end",
        ),
        Level("ONE_SIDE_SILENT", f"{_ONE_SIDE} and (l.born is null or r.born is null)"),
        Level("ONE_SIDE_DIFFERS", _ONE_SIDE),
        # A slip happens once: two numbers that other rows repeat are two people.
        Level(
            "DIFFERENT_BOTH_ESTABLISHED",
            "l.nik_is_credible and r.nik_is_credible and l.nik_is_repeated and r.nik_is_repeated",
        ),
        # One edit leaves one half as it is; asked first, as distances cost most.
        Level(
            "EDIT_BEFORE_SERIAL",
            f"not ({_same_first(12)}) and ({_same_first(7)} or {_same_last(7)}) "
            f"and ({_same_last(4)} or {_same_first(10)}) "
            "and damerau_levenshtein(l.nik, r.nik) <= 1",
        ),
        # Twins are registered together, one number after the other.
        Level(
            "NEIGHBOUR_SERIAL",
            f"{_same_first(12)} and abs(l.nik_number - r.nik_number) <= 2",
        ),
        Level(
            "EDIT_IN_SERIAL",
            f"{_same_first(12)} and damerau_levenshtein(right(l.nik, 4), right(r.nik, 4)) <= 1",
        ),
        # Both agree with what their own rows say: two numbers, two people.
        Level("DIFFERENT_BOTH_CREDIBLE", "l.nik_is_credible and r.nik_is_credible"),
        Level("DIFFERENT_ONE_CREDIBLE", "l.nik_is_credible or r.nik_is_credible"),
        Level("DIFFERENT_NONE_CREDIBLE", "true"),
    ),
    # How often it is met tells how many numbers went through a cell, not whose they are.
    never_against=("FIRST_15_EQUAL",),
)

_SAME_DAY_AND_MONTH = "l.born_day = r.born_day and l.born_month = r.born_month"
BIRTH_DATE = Comparison(
    "birth_date",
    _both("born"),
    (
        Level("EQUAL", "l.born = r.born and not l.is_first_of_january"),
        Level("EQUAL_FIRST_OF_JANUARY", "l.born = r.born"),
        Level(
            "DAY_AND_MONTH_SWAPPED",
            "l.born = r.born_other or r.born = l.born_other or "
            "(l.born_year = r.born_year "
            "and l.born_day = r.born_month and l.born_month = r.born_day)",
        ),
        Level(
            "FIRST_OF_JANUARY_OF_YEAR",
            "l.born_year = r.born_year and (l.is_first_of_january or r.is_first_of_january)",
        ),
        Level(
            "YEAR_OFF",
            f"{_SAME_DAY_AND_MONTH} and abs(l.born_year - r.born_year) in (1, 2, 10)",
        ),
        # One key missed: 15-08-2001 and 15-05-2001.
        Level("ONE_DIGIT", "hamming(l.born_digits, r.born_digits) = 1"),
        Level(
            "SAME_YEAR_AND_DAY_OR_MONTH",
            "l.born_year = r.born_year and "
            "(l.born_day = r.born_day or l.born_month = r.born_month)",
        ),
        Level("SAME_DAY_AND_MONTH", _SAME_DAY_AND_MONTH),
        Level("SAME_YEAR", "l.born_year = r.born_year"),
        Level("YEAR_APART", "abs(l.born_year - r.born_year) <= 1"),
        Level("OTHER", "true"),
    ),
    # Some clerks reckon a date from an age, or mistype it: months without them prove nothing.
    least_share=0.01,
)

SEX = Comparison("sex", _both("sex"), (Level("EQUAL", "l.sex = r.sex"), Level("OTHER", "true")))

MOTHER = Comparison(
    "mother",
    _both("mother_sound"),
    (
        Level("EQUAL", "l.mother_sound = r.mother_sound"),
        Level(
            "SIMILAR",
            "starts_with(l.mother_sound, r.mother_sound) "
            "or starts_with(r.mother_sound, l.mother_sound) "
            "or ends_with(l.mother_sound, r.mother_sound) "
            "or ends_with(r.mother_sound, l.mother_sound) "
            "or jaro_winkler_similarity(l.mother_sound, r.mother_sound) >= 0.9",
        ),
        Level("OTHER", "true"),
    ),
    least_share=0.01,
)

PLACE = Comparison(
    "place",
    "false",
    (
        Level("SAME_VILLAGE", "l.village = r.village"),
        Level("SAME_KECAMATAN", "l.kecamatan = r.kecamatan"),
        Level("OTHER", "true"),
    ),
    is_alike_in_all_contexts=True,
)

ADDRESS = Comparison(
    "address",
    # Who moved to another village has another street: that is said by the village already.
    f"{_both('street')} or (l.village <> r.village "
    "and (l.street <> r.street or l.rt is distinct from r.rt))",
    (
        Level("SAME_STREET_AND_RT", "l.street = r.street and l.rt = r.rt"),
        Level("SAME_STREET_RT_UNKNOWN", "l.street = r.street and (l.rt is null or r.rt is null)"),
        Level("SAME_STREET", "l.street = r.street"),
        Level("SAME_RT", "l.rt = r.rt"),
        Level("OTHER", "true"),
    ),
    # Written as one likes in one registry and by rule in another.
    least_share=0.1,
    never_against=("SAME_STREET_RT_UNKNOWN",),
)

BIRTH_PLACE = Comparison(
    "birth_place",
    _both("birth_place"),
    (Level("EQUAL", "l.birth_place = r.birth_place"), Level("OTHER", "true")),
    least_share=0.03,
)

_PARENTS = "('KEPALA_KELUARGA', 'PASANGAN')"
ROLE = Comparison(
    "role",
    _both("role"),
    (
        Level("BOTH_HEAD_OR_SPOUSE", f"l.role = r.role and l.role in {_PARENTS}"),
        Level("EQUAL", "l.role = r.role"),
        Level(
            "CHILD_AND_PARENT",
            f"'ANAK' in (l.role, r.role) and (l.role in {_PARENTS} or r.role in {_PARENTS})",
        ),
        Level(
            "HEAD_AND_SPOUSE",
            f"l.role in {_PARENTS} and r.role in {_PARENTS}",
        ),
        Level("OTHER", "true"),
    ),
    least_share=0.02,
)

# Levels of names are made once per pair of names, over `name`; see the columns there. What costs is
# asked last: distances and lists of words only where lengths and first letters leave it open.
_FREQUENT = "greatest(l.frequency, r.frequency)"
_IS_SHORTER = (
    "(l.word_count < r.word_count or (l.word_count = r.word_count and len(l.flat) <= len(r.flat)))"
)
_SHORT = f"(case when {_IS_SHORTER} then l.sounds else r.sounds end)"
_LONG = f"(case when {_IS_SHORTER} then r.sounds else l.sounds end)"
_FEWER_WORDS = "least(l.word_count, r.word_count)"
_SAME_FIRST_LETTER = "left(l.flat, 1) = left(r.flat, 1)"
NAME = Comparison(
    "name",
    "l.name_id is null or r.name_id is null",
    (
        Level("EQUAL_UNIQUE", f"l.flat = r.flat and {_FREQUENT} < 1.5e-5"),
        Level("EQUAL_RARE", f"l.flat = r.flat and {_FREQUENT} < 6e-5"),
        Level("EQUAL_UNCOMMON", f"l.flat = r.flat and {_FREQUENT} < 2e-4"),
        Level("EQUAL_COMMON", f"l.flat = r.flat and {_FREQUENT} < 6e-4"),
        Level("EQUAL_FREQUENT", "l.flat = r.flat"),
        Level(
            "OTHER_NAME_EQUAL",
            "l.flat = r.other_flat or r.flat = l.other_flat or l.other_flat = r.other_flat",
        ),
        Level("WORDS_SWAPPED", "l.sorted_sound = r.sorted_sound"),
        Level(
            # One edit leaves the first or the last letter as it is, but in the shortest names.
            "ONE_EDIT",
            "abs(len(l.flat) - len(r.flat)) <= 1 "
            f"and ({_SAME_FIRST_LETTER} or right(l.flat, 1) = right(r.flat, 1) "
            "or len(l.flat) <= 2) and damerau_levenshtein(l.flat, r.flat) <= 1",
        ),
        Level(
            "INITIALS",
            f"l.word_count = r.word_count and l.word_count > 1 and {_SAME_FIRST_LETTER} "
            "and list_bool_and(list_transform(list_zip(l.sounds, r.sounds), "
            "lambda w: w[1] = w[2] or (len(w[1]) <= 3 and starts_with(w[2], w[1])) "
            "or (len(w[2]) <= 3 and starts_with(w[1], w[2]))))",
        ),
        Level("CONTAINED_WORDS", f"{_FEWER_WORDS} > 1 and list_has_all({_LONG}, {_SHORT})"),
        Level(
            "FIRST_WORD_ONLY",
            f"{_FEWER_WORDS} = 1 and l.word_count <> r.word_count and l.sounds[1] = r.sounds[1]",
        ),
        Level("LATER_WORD_ONLY", f"{_FEWER_WORDS} = 1 and list_contains({_LONG}, {_SHORT}[1])"),
        # Udin is Syamsudin, Yati is Nurhayati: the beginning or end of a word.
        Level(
            "NICKNAME",
            f"{_FEWER_WORDS} = 1 and len({_SHORT}[1]) >= 3 "
            f"and list_bool_or(list_transform({_LONG}, "
            f"lambda w: starts_with(w, {_SHORT}[1]) or ends_with(w, {_SHORT}[1])))",
        ),
        Level(
            "TWO_EDITS",
            "least(len(l.flat), len(r.flat)) >= 7 and abs(len(l.flat) - len(r.flat)) <= 2 "
            "and damerau_levenshtein(l.flat, r.flat) <= 2",
        ),
        Level("SAME_FIRST_WORD", "l.sounds[1] = r.sounds[1]"),
        Level("SHARED_WORD", "list_has_any(l.sounds, r.sounds)"),
        Level("ALIKE", "jaro_winkler_similarity(l.flat, r.flat) >= 0.8"),
        Level("OTHER", "true"),
    ),
    # Who mistypes a date has not changed the name for that: else strangers slip in by two faults.
    is_alike_in_all_contexts=True,
)

OF_NODES = (RELATION, NIK, BIRTH_DATE, SEX, MOTHER, PLACE, ADDRESS, BIRTH_PLACE, ROLE)
ALONE = (*OF_NODES, NAME)
