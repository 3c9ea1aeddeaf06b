"""Which village a row means: by code, old codes too, else by its names inside the kecamatan."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache

from pipelines.reference import (
    REGENCY_CODE_KEMENDAGRI,
    REGENCY_NAME,
    REGENCY_SHORT_NAME,
    load_bps_kecamatan,
    load_region_changes,
    load_villages,
)

# A respelling is taken when it is this alike and no other name of the kecamatan comes near.
SIMILARITY = 0.82
SIMILARITY_MARGIN = 0.06
VILLAGE_CODE_LENGTH = 10
# `M` alone could be any of many; `M. Wis` is Muara Wis.
FEWEST_LETTERS = 3
PROVINCE_KEYS = frozenset({"kalimantantimur", "kaltim"})
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
# `Batu2` is short for Batu-Batu.
_TWICE = re.compile(r"([a-z]{3,})2", re.I)
# Words by which people and programs say that there is nothing to say.
_NOTHING = re.compile(r"\W*(?:null|none|nan|n/?a|nihil|kosong|tidak ada|\\n)\W*", re.I)
# Java writes a code so that was a number, with all its digits; Excel's `6,40205E+09` has lost some.
_OF_JAVA = re.compile(r"\d\.\d+E9")
# The letter O among digits is typing.
_ZEROES = re.compile(r"(?<=\d)o|(?<=\.)o(?=\d)", re.I)


@dataclass(frozen=True)
class PlaceReading:
    """Where a combination of code and names lies.

    Attributes:
        village_code: Kemendagri code of today; None if neither code nor names find a village.
        placed_by: `code`, `old_code`, `name`, `respelled_name`, or None.
        is_other_regency: The row says that it belongs to another regency.
        issue: Without a village `blank` (no code, and kecamatan and village not both given),
            `cell_error`, `not_found` or `other_regency`; with one `code_unusable` (placed by names
            although a code was given), `conflict` (code and names mean two places; the code
            counts), or None.
    """

    village_code: str | None
    placed_by: str | None
    is_other_regency: bool = False
    issue: str | None = None


def read_place(kode: str, kabupaten: str, kecamatan: str, desa: str) -> PlaceReading:
    """Read one combination; empty texts where a column is absent or blank."""
    kode, kabupaten, kecamatan, desa = map(_said, (kode, kabupaten, kecamatan, desa))
    code = _digits(kode)
    by_name, how_named = _by_names(kecamatan or _kecamatan_of_bps_code(code), desa)
    by_code, how = _by_code(code)
    if by_code is not None:
        conflict = by_name not in (None, by_code) or _names_other_regency(kabupaten)
        return PlaceReading(by_code, how, issue="conflict" if conflict else None)
    if _names_other_regency(kabupaten) or (by_name is None and _is_foreign(code, kabupaten)):
        return PlaceReading(None, None, is_other_regency=True, issue="other_regency")
    if by_name is None:
        return PlaceReading(None, None, issue=_why_nowhere(kode, kecamatan, desa))
    return PlaceReading(by_name, how_named, issue="code_unusable" if kode else None)


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
    return any("".join(words[:count]) in _words_by_key() for count in range(1, len(words) + 1))


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


def _said(text: str) -> str:
    """A cell's text; empty where it only fills the cell (`-`, `NULL`). Cell errors are kept."""
    if _is_error(text.strip()):
        return text.strip()
    stripped = unicodedata.normalize("NFKC", text).strip()
    says = any(c.isalnum() for c in stripped) and not _NOTHING.fullmatch(stripped)
    return stripped if says else ""


def _is_error(text: str) -> bool:
    # LibreOffice numbers its errors.
    return text.startswith(("#", "Err:"))


def _digits(kode: str) -> str:
    if _OF_JAVA.fullmatch(kode):
        return str(int(Decimal(kode)))
    return re.sub(r"\D", "", re.sub(r"[.,]0+$", "", _ZEROES.sub("0", kode)))


def _by_code(code: str) -> tuple[str | None, str | None]:
    if code in load_villages():
        return code, "code"
    if code in _old_codes():
        return _old_codes()[code], "old_code"
    return None, None


def _is_bps_code(code: str) -> bool:
    return code[:7] in load_bps_kecamatan()


def _kecamatan_of_bps_code(code: str) -> str:
    return load_bps_kecamatan().get(code[:7], "")


def _names_other_regency(kabupaten: str) -> bool:
    # A code in the column says nothing: 6402 is Kutai Barat for BPS, 6403 is Berau for Kemendagri.
    key = name_key(re.sub(r"\d", "", kabupaten))
    if not key or _is_error(kabupaten):
        return False
    # Nor do a province or a place of ours that slipped into it.
    slipped = key in PROVINCE_KEYS or key in _words_by_key()
    return not slipped and not is_this_regency(kabupaten)


def _is_foreign(code: str, kabupaten: str) -> bool:
    """A village code of another regency, where no name says that it is a slip."""
    if kabupaten and is_this_regency(kabupaten):
        return False
    is_village_code = len(code) == VILLAGE_CODE_LENGTH
    return (
        is_village_code and not code.startswith(REGENCY_CODE_KEMENDAGRI) and not _is_bps_code(code)
    )


def _why_nowhere(kode: str, kecamatan: str, desa: str) -> str:
    if kode and not _is_error(kode):
        return "not_found"
    if any(map(_is_error, (kode, kecamatan, desa))):
        return "cell_error"
    return "not_found" if kecamatan and desa else "blank"


def _by_names(kecamatan: str, desa: str) -> tuple[str | None, str | None]:
    if not name_key(desa) or not name_key(kecamatan):
        return None, None
    villages = _villages_by_kecamatan()
    kecamatan_key = _find(kecamatan, villages)
    if kecamatan_key is None:
        return None, None
    names = villages[kecamatan_key]
    desa = _without_kecamatan(desa, kecamatan)
    # What a village elsewhere is called is no respelling: Sungai Payang is not Sungai Bawang.
    is_elsewhere = name_key(desa) in _village_keys() - set(names)
    desa_key = None if is_elsewhere else _find(desa, names)
    if desa_key is None:
        return None, None
    exactly = (kecamatan_key, desa_key) == (name_key(kecamatan), name_key(desa))
    return names[desa_key], "name" if exactly else "respelled_name"


def _without_kecamatan(desa: str, kecamatan: str) -> str:
    """A village's name alone where its kecamatan's follows: `Batu-Batu, Kec. Muara Badak`."""
    if name_key(desa) in _village_keys():
        return desa
    *own, last = name_words(kecamatan)
    behind = re.compile(r"\W+(?:kec(?:amatan)?\W+)?" + r"\W*".join([*own, last]) + r"\W*$", re.I)
    return behind.sub("", desa) or desa


def _find(name: str, names: Mapping[str, object]) -> str | None:
    """The known name that is meant: itself, its only abbreviation, or its only near one.

    `Loa Ipuh D.` is near to Loa Ipuh and short for Loa Ipuh Darat.
    """
    key = name_key(name)
    # What stands in brackets explains the name: its kind, or its number in words.
    for text in (name, _EXPLANATION.sub(" ", name), _TWICE.sub(r"\1 \1", name)):
        if name_key(text) in names:
            return name_key(text)
    words = name_words(name)
    of_words = _abbreviated(words, names) if len(words) > 1 else None
    return of_words or _nearest(key, names, _numbers(words)) or _abbreviated(words, names)


def _numbers(words: Iterable[str]) -> frozenset[str]:
    """Words that number a village among those of one name."""
    return frozenset(words) & frozenset(_ROMAN.values())


def _abbreviated(words: tuple[str, ...], names: Mapping[str, object]) -> str | None:
    if max(map(len, words), default=0) < FEWEST_LETTERS:
        return None
    meant = [
        key
        for key in names
        if len(full := _words_by_key()[key]) == len(words)
        and all(_abbreviates(word, whole) for word, whole in zip(words, full, strict=True))
    ]
    return meant[0] if meant and all(names[key] == names[meant[0]] for key in meant) else None


def _abbreviates(word: str, whole: str) -> bool:
    """`tgr` stands for `tenggarong`: same beginning, its letters in order; a number for itself."""
    if word in _ROMAN.values():
        return word == whole
    letters = iter(whole)
    return word[:1] == whole[:1] and all(letter in letters for letter in word)


def _nearest(key: str, names: Mapping[str, object], numbers: frozenset[str]) -> str | None:
    """The only name that is much alike, if it has the same number: Sebulu II is not Sebulu Ilir."""
    ranked = sorted(((_alike(key, name), name) for name in names), reverse=True)
    best, name = ranked[0]
    others = [score for score, other in ranked[1:] if names[other] != names[name]]
    second = others[0] if others else 0.0
    if best < SIMILARITY or best - second < SIMILARITY_MARGIN:
        return None
    return name if _numbers(_words_by_key()[name]) == numbers else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _words_by_key() -> dict[str, tuple[str, ...]]:
    names = [name for v in load_villages().values() for name in (v.name, v.kecamatan_name)]
    names += [
        name for change in load_region_changes() for name in (change.old_name, change.new_name)
    ]
    return {name_key(name): name_words(name) for name in names}


@cache
def _old_codes() -> dict[str, str]:
    return {
        change.old_code: change.new_code
        for change in load_region_changes()
        if change.old_code not in load_villages()
    }


@cache
def _village_keys() -> frozenset[str]:
    return frozenset(key for names in _villages_by_kecamatan().values() for key in names)


@cache
def _villages_by_kecamatan() -> dict[str, dict[str, str]]:
    """Village codes by kecamatan key and village key: today's names, and those of before.

    A village that moved to a new kecamatan is also found in its old one, under every name that it
    had, unless a village of today has that name there.
    """
    villages = load_villages()
    names: dict[str, dict[str, str]] = defaultdict(dict)
    kecamatan_by_code = {v.kecamatan_code: name_key(v.kecamatan_name) for v in villages.values()}
    for village in villages.values():
        names[name_key(village.kecamatan_name)][name_key(village.name)] = village.code
    for change in load_region_changes():
        for kecamatan_code in (change.old_code[:6], change.new_code[:6]):
            known = names[kecamatan_by_code[kecamatan_code]]
            for name in (change.old_name, change.new_name):
                known.setdefault(name_key(name), change.new_code)
    return dict(names)
