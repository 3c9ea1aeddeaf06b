"""Which known name of a region a text means: respelled, abbreviated, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache

from pipelines.reference import (
    REGENCY_NAME,
    REGENCY_SHORT_NAME,
    load_region_changes,
    load_villages,
)

# A respelling is taken when it is this alike and no other name of the kecamatan comes near.
SIMILARITY = 0.82
SIMILARITY_MARGIN = 0.06
# `M` alone could be any of many; `M. Wis` is Muara Wis.
FEWEST_LETTERS = 3
# Until 2002 the regency was called so.
FORMER_NAMES = ("Kutai",)

# Kota Bangun is a kecamatan: its name keeps its first word.
_PREFIX = re.compile(
    r"^(?:(?:kabupaten|kab|kota(?!\s+(?:bangun|bgn)\b)|kecamatan|kec|desa|kelurahan|kel|ds|kl)\b"
    r"[.\s:/]*)+",
    re.I,
)
_EXPLANATION = re.compile(r"\([^()]*\)|\b(?:rt|kab|kabupaten)\b.*", re.I)
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi"}
# Words that tell villages of one name apart: Jembayan Lama is not Jembayan Dalam, however alike.
_SIDES = {
    **{word: word for word in (
        "lama", "baru", "dalam", "luar", "ulu", "ilir", "seberang", "darat", "laut",
        "utara", "selatan", "timur", "barat", "tengah", "atas", "bawah", "besar", "kecil",
    )},
    "hulu": "ulu",
    "hilir": "ilir",
}  # fmt: skip
# `Batu2` is short for Batu-Batu.
_TWICE = re.compile(r"([a-z]{3,})2", re.I)


def is_this_regency(name: str) -> bool:
    """Whether a regency's name is ours: respelled, abbreviated, or with an office behind it."""
    key, own = name_key(name), name_key(REGENCY_NAME)
    words = name_words(name)
    return (
        key in {name_key(REGENCY_SHORT_NAME), *map(name_key, FORMER_NAMES)}
        or key.startswith(own)
        or words[:1] == name_words(REGENCY_SHORT_NAME)
        or _is_short_for_regency(words)
        or _alike(key, own) >= SIMILARITY
        or _alike("".join(words[: len(name_words(REGENCY_NAME))]), own) >= SIMILARITY
    )


def _is_short_for_regency(words: tuple[str, ...]) -> bool:
    """`Kutai Kart.`, `K. Kartanegara`."""
    whole = name_words(REGENCY_NAME)
    return (
        len(words) == len(whole)
        and max(map(len, words)) >= FEWEST_LETTERS
        and all(map(_abbreviates, words, whole))
    )


def is_place_of_ours(name: str) -> bool:
    """Whether a kecamatan or village of the regency is called so, or the text begins so."""
    words = name_words(name)
    return any("".join(words[:count]) in words_by_key() for count in range(1, len(words) + 1))


def name_key(name: str) -> str:
    """A region's name without its kind, case, spaces and signs; digits as Roman numerals."""
    return "".join(name_words(name))


def name_words(name: str) -> tuple[str, ...]:
    """The words of `name_key`."""
    text = name.strip()
    # The kind goes only where a name is left.
    text = _PREFIX.sub("", text) or text
    # A code may stand before the name: `64.02.18.2001 Muara Wis`, `(2001) Muara Wis`, `05 Anggana`.
    text = re.sub(r"^\W*\d[\d. ]*\W*(?=[a-z])", "", text, flags=re.I)
    text = re.sub(r"\d", lambda match: _ROMAN.get(match[0], match[0]), text.lower())
    return tuple(re.findall(r"[a-z]+", re.sub("['`\u2019]", "", text)))


def find_name(name: str, names: Mapping[str, object]) -> str | None:
    """The known name that is meant: itself, its only abbreviation, or its only near one.

    `Loa Ipuh D.` is near to Loa Ipuh and short for Loa Ipuh Darat.
    """
    # What stands in brackets explains the name: its kind, or its number in words.
    for text in (name, _EXPLANATION.sub(" ", name), _TWICE.sub(r"\1 \1", name)):
        if name_key(text) in names:
            return name_key(text)
    words = name_words(name)
    of_words = _abbreviated(words, names) if len(words) > 1 else None
    return of_words or _nearest(words, names) or _abbreviated(words, names)


def _numbers(words: Iterable[str]) -> frozenset[str]:
    """Words that number a village among those of one name."""
    return frozenset(words) & frozenset(_ROMAN.values())


def _sides(words: Iterable[str]) -> frozenset[str]:
    """Words that say which of several villages of one name it is."""
    return frozenset(_SIDES[word] for word in words if word in _SIDES)


def _abbreviated(words: tuple[str, ...], names: Mapping[str, object]) -> str | None:
    if max(map(len, words), default=0) < FEWEST_LETTERS:
        return None
    meant = [
        key
        for key in names
        if len(full := words_by_key()[key]) == len(words)
        and all(_abbreviates(word, whole) for word, whole in zip(words, full, strict=True))
    ]
    return meant[0] if meant and all(names[key] == names[meant[0]] for key in meant) else None


def _abbreviates(word: str, whole: str) -> bool:
    """`tgr` stands for `tenggarong`: same beginning, its letters in order; a number for itself."""
    if word in _ROMAN.values():
        return word == whole
    letters = iter(whole)
    return word[:1] == whole[:1] and all(letter in letters for letter in word)


def _nearest(words: tuple[str, ...], names: Mapping[str, object]) -> str | None:
    """The only name that is much alike, if it has the same number and every side that is said.

    Sebulu II is not Sebulu Ilir, and Rebaq Rinding Lama is not Rebaq Rinding.
    """
    key = "".join(words)
    ranked = sorted(((_alike(key, name), name) for name in names), reverse=True)
    best, name = ranked[0]
    others = [score for score, other in ranked[1:] if names[other] != names[name]]
    second = others[0] if others else 0.0
    if best < SIMILARITY or best - second < SIMILARITY_MARGIN:
        return None
    known = words_by_key()[name]
    is_same = _numbers(known) == _numbers(words) and _sides(words) <= _sides(known)
    return name if is_same else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def words_by_key() -> dict[str, tuple[str, ...]]:
    """Words of all villages and kecamatan, former names too, by `name_key`."""
    names = [name for v in load_villages().values() for name in (v.name, v.kecamatan_name)]
    names += [
        name for change in load_region_changes() for name in (change.old_name, change.new_name)
    ]
    return {name_key(name): name_words(name) for name in names}
