"""Which village a row means: by code, old codes too, else by its names inside the kecamatan."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.readings.place_names import (
    find_name,
    is_this_regency,
    name_key,
    name_words,
    words_by_key,
)
from pipelines.reference import (
    REGENCY_CODE_KEMENDAGRI,
    load_bps_kecamatan,
    load_region_changes,
    load_villages,
)

VILLAGE_CODE_LENGTH = 10
PROVINCE_KEYS = frozenset({"kalimantantimur", "kaltim"})
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
    slipped = key in PROVINCE_KEYS or key in words_by_key()
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
    kecamatan_key = find_name(kecamatan, villages)
    if kecamatan_key is None:
        return None, None
    names = villages[kecamatan_key]
    desa = _without_kecamatan(desa, kecamatan)
    # What a village elsewhere is called is no respelling: Sungai Payang is not Sungai Bawang.
    is_elsewhere = name_key(desa) in _village_keys() - set(names)
    desa_key = None if is_elsewhere else find_name(desa, names)
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
