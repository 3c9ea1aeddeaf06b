"""Names as people of the regency have them, drawn with the frequency of real ones."""

from __future__ import annotations

from importlib import resources

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

TextArray = NDArray[np.object_]


class NameGroup(BaseModel):
    """One people's names, most frequent first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share: float
    words: tuple[float, float, float]
    surname: float
    male_first: list[str]
    male_more: list[str]
    female_first: list[str]
    female_more: list[str]


class BirthPlaces(BaseModel):
    """Where people were born: here, or elsewhere by the regency code of their NIK."""

    local: list[str]
    elsewhere: dict[str, str]


class NamePools(BaseModel):
    """All of `names.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: dict[str, NameGroup]
    twin_pairs_male: list[tuple[str, str]]
    twin_pairs_female: list[tuple[str, str]]
    titles_male: list[str]
    titles_female: list[str]
    degrees: list[str]
    abbreviations: dict[str, list[str]]
    nicknames: list[str]
    birth_places: BirthPlaces


def _read_pools() -> NamePools:
    text = (resources.files("pipelines.simulate") / "names.yaml").read_text(encoding="utf-8")
    return NamePools.model_validate(yaml.safe_load(text))


NAMES = _read_pools()
_GROUPS = list(NAMES.groups.values())
# Nobody is called by one of these alone.
_WANT_A_SECOND_WORD = [
    "Siti", "Sitti", "Nur", "Nor", "Noor", "Sri", "Dwi", "Tri", "Muhammad", "Muhamad",
    "Muh", "Abdul", "Abdur", "Ahmad", "Akhmad", "Aji", "La", "Andi", "Gusti", "Eka",
]  # fmt: skip


def draw_groups(rng: np.random.Generator, count: int) -> NDArray[np.int8]:
    """The people that each of `count` families belongs to, as a position in the pools."""
    shares = np.array([group.share for group in _GROUPS])
    return rng.choice(len(_GROUPS), size=count, p=shares / shares.sum()).astype(np.int8)


def draw_names(
    rng: np.random.Generator,
    groups: NDArray[np.int8],
    is_female: NDArray[np.bool_],
    exponent: float,
) -> TextArray:
    """One full name each, of one to three words, by group and sex.

    Args:
        rng: Source of randomness.
        groups: Position of each person's group.
        is_female: Sex of each person.
        exponent: Share of a word falls with its rank to this power.
    """
    names = np.empty(len(groups), dtype=object)
    for position, group in enumerate(_GROUPS):
        for female in (False, True):
            chosen = np.flatnonzero((groups == position) & (is_female == female))
            first = group.female_first if female else group.male_first
            more = group.female_more if female else group.male_more
            names[chosen] = _compose(rng, len(chosen), first, more, group.words, exponent)
    return names


def _compose(
    rng: np.random.Generator,
    count: int,
    first: list[str],
    more: list[str],
    words: tuple[float, float, float],
    exponent: float,
) -> TextArray:
    length = rng.choice(3, size=count, p=words)
    opening = _draw_words(rng, first, count, exponent)
    # A second word is as often another first name as one of the usual second names.
    second_pool = more + first[8:]
    second = _draw_words(rng, second_pool, count, exponent)
    third = _draw_words(rng, more, count, exponent)
    bare = (length == 0) & np.isin(opening.astype(str), _WANT_A_SECOND_WORD)
    length[bare] = 1
    composed = np.empty(count, dtype=object)
    composed[:] = [
        (one, f"{one} {two}", f"{one} {two} {three}")[size]
        for one, two, three, size in zip(opening, second, third, length, strict=True)
    ]
    return composed


def _draw_words(
    rng: np.random.Generator, pool: list[str], count: int, exponent: float
) -> TextArray:
    weights = np.arange(1, len(pool) + 1, dtype=float) ** -exponent
    picked = rng.choice(len(pool), size=count, p=weights / weights.sum())
    return np.array(pool, dtype=object)[picked]


def name_twins(
    rng: np.random.Generator, elder: str, is_female: bool, younger_is_female: bool
) -> tuple[str, str]:
    """Names alike for two twins: a usual pair behind the elder's first word."""
    first, *_ = elder.split()
    pairs = NAMES.twin_pairs_female if is_female else NAMES.twin_pairs_male
    one, two = pairs[int(rng.integers(len(pairs)))]
    if younger_is_female != is_female:
        two = two[:-1] + ("a" if younger_is_female else "o")
    return f"{first} {one}", f"{first} {two}"
