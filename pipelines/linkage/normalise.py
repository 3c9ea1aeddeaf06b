"""What a text says of a person once spelling is set aside: names, sounds, addresses.

A name becomes its words without titles, patronyms and punctuation, well-known short forms written
out. Its sound is the same after old spellings, silent letters and doubled letters are levelled, so
that `Moch. Soeharto` and `Muhammad Suharto` sound alike. Nobody is identified by a sound alone: it
only proposes and weighs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

# Written before a second name of the same person.
ALIAS_MARK = re.compile(
    r"\b(?:ALIAS|ALS|AKA|A\.?K\.?A\.?|PANGGILAN|DIPANGGIL|PGL|NAMA LAIN)\b\.?|[(\[{/@\"“”]"
)
# The words among them.
ALIAS_WORDS = ("ALIAS", "ALS", "AKA", "PANGGILAN", "DIPANGGIL", "PGL", "NAMA", "LAIN")

# One after the other: what is written differently and said alike.
SOUND_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"OE", "U"),
        (r"DJ", "J"),
        (r"TJ", "C"),
        (r"NJ", "NY"),
        (r"[SC]H?Y|SJ|SH", "S"),
        (r"DZ|DH|TZ", "D"),
        (r"TH", "T"),
        (r"[KC]H", "H"),
        (r"GH", "G"),
        (r"PH|[FV]", "P"),
        (r"[QX]", "K"),
        (r"Z", "S"),
        (r"(?<=.)H", ""),
        (r"IY|Y", "I"),
        (r"IE|EI", "I"),
        (r"O", "U"),
        (r"(.)\1+", r"\1"),
        (r"D$", "T"),
        (r"B$", "P"),
        (r"G$", "K"),
    )
)
STREET = re.compile(
    r"\b(?:JL|JLN|JALAN|GG|GANG|DS|DSN|DUSUN|DESA|KEL|KP|KAMPUNG|NO|NOMOR|BLOK|RT|RW)\b"
)
RT = re.compile(r"\bRT\b[.:\s]*0*(\d+)")
RT_OR_RW = re.compile(r"\bR[TW]\b[.:/\s]*\d*")


class Name(NamedTuple):
    """A name in words; `other` is a second name of the same person, if one was written.

    `words` are parted by single spaces; `sound` has one sound for each word.
    """

    words: str | None
    sound: str | None
    other_words: str | None
    other_sound: str | None


def normalise_name(text: str | None) -> Name:
    """Return what a name says once titles, patronyms and spelling are set aside.

    A text without any letter is no name: all parts are None.
    """
    if text is None:
        return Name(None, None, None, None)
    plain = _plain(text)
    written = plain.split()
    # Most names are words and nothing else.
    if plain.replace(" ", "").isalpha() and _telling_words().isdisjoint(written):
        return Name(" ".join(written), _sound(written), None, None)
    parts = [part for part in map(_words, _names(plain)) if part]
    main = parts[0] if parts else ()
    other = parts[1] if len(parts) > 1 else ()
    return Name(_join(main), _sound(main), _join(other), _sound(other))


class Address(NamedTuple):
    """Where a family lives inside its village: the street's own words, and the number of the RT."""

    street: str | None
    rt: str | None


def normalise_address(text: str | None) -> Address:
    """Return street and RT; house numbers, RW and words such as *Jalan* say little and go."""
    if text is None:
        return Address(None, None)
    plain = _plain(text)
    rt = RT.search(plain)
    plain = STREET.sub(" ", re.sub(r"[^A-Z ]", " ", RT_OR_RW.sub(" ", plain)))
    return Address(" ".join(plain.split()) or None, rt[1] if rt else None)


@cache
def sound_of_word(word: str) -> str:
    """Return how a word in capitals sounds, in capitals; never empty."""
    sound = word
    for pattern, replacement in SOUND_STEPS:
        sound = pattern.sub(replacement, sound)
    return sound or word


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(_all_forms()[kind])


@cache
def _telling_words() -> frozenset[str]:
    """Words that may be no part of the name, or are short for one; a degree may be in parts."""
    endings = {degree[start:] for degree in _forms("degrees") for start in range(len(degree))}
    kept_whole = (*ALIAS_WORDS, *_forms("titles"), *_forms("patronyms"), *_first_words())
    return frozenset({*endings, *kept_whole})


@cache
def _first_words() -> dict[str, str]:
    """Short forms of the first word, and what they are short for."""
    return {short: word for word, forms in _all_forms()["first_words"].items() for short in forms}


@cache
def _all_forms() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("name_forms.yaml").read_text(encoding="utf-8")
    forms: dict[str, Any] = yaml.safe_load(text)
    return forms


def _plain(text: str) -> str:
    if text.isascii():
        return text.upper()
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()


def _names(plain: str) -> Iterator[str]:
    """The names in a text, without signs; what follows a comma is degrees."""
    for part in ALIAS_MARK.split(plain):
        name, _, degrees = part.partition(",")
        yield re.sub(r"[^A-Z ]", "", re.sub(r"[.\-]", " ", name if name.strip() else degrees))


def _words(name: str) -> tuple[str, ...]:
    words = name.split()
    words = _without_patronym(words)
    words = _without_titles(words)
    if len(words) > 1:
        words[0] = _first_words().get(words[0], words[0])
    return tuple(words)


def _without_patronym(words: list[str]) -> list[str]:
    for position, word in enumerate(words):
        if word in _forms("patronyms") and position > 0:
            return words[:position]
    return words


def _without_titles(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[0] in _forms("titles"):
        kept.pop(0)
    # Degrees lose their dots to spaces: put the last letters together again and look.
    for length in (4, 3, 2, 1):
        while len(kept) > length and "".join(kept[-length:]) in _forms("degrees"):
            del kept[-length:]
    return kept


def _join(words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def _sound(words: Sequence[str]) -> str | None:
    return " ".join(map(sound_of_word, words)) or None
