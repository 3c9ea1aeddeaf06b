"""The regency's villages and what they were called before, as files of the project."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
REGENCY_NAME = "Kutai Kartanegara"
REGENCY_SHORT_NAME = "Kukar"
REGENCY_CODE_KEMENDAGRI = "6402"


@dataclass(frozen=True)
class Village:
    """A desa or kelurahan; codes are Kemendagri's without dots."""

    code: str
    kind: str
    name: str
    kecamatan_code: str
    kecamatan_name: str


@dataclass(frozen=True)
class RegionChange:
    """A code or a name that a village had before."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    change: str
    valid_from: str


@cache
def load_villages() -> dict[str, Village]:
    """All villages by code."""
    return {row[0]: Village(*row) for row in _rows("regions.csv")}


@cache
def load_region_changes() -> tuple[RegionChange, ...]:
    """All known changes of codes and names."""
    return tuple(RegionChange(*row) for row in _rows("region_changes.csv"))


@cache
def load_bps_kecamatan() -> dict[str, str]:
    """Names of the kecamatan by the seven digits with which BPS numbers them."""
    return {row[0]: row[1] for row in _rows("bps_kecamatan.csv")}


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))[1:]
