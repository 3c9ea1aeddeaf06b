"""The villages of the regency: how many live there and how their names get written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

# People in thousands, rounded: only the proportions matter, they are no statistics.
_KECAMATAN_SIZE = {
    "640201": 19, "640202": 53, "640203": 68, "640204": 45, "640205": 48, "640206": 116,
    "640207": 42, "640208": 24, "640209": 11, "640210": 28, "640211": 40, "640212": 12,
    "640213": 40, "640214": 42, "640215": 21, "640216": 73, "640217": 28, "640218": 10,
    "640219": 14, "640220": 26,
}  # fmt: skip
_KELURAHAN_SIZE = 1.8  # a kelurahan holds about so many times a desa of its kecamatan
_SIZE_SPREAD = 0.55  # sigma of the log of village sizes inside a kecamatan
# Three villages of Loa Kulu whose rows are known to sit in one another's lists.
_CROSSED_VILLAGES = ("Sepakat", "Jongkang", "Sumber Sari")
_OTHER_KECAMATAN_SPELLINGS = {
    "Sanga Sanga": ("Sangasanga", "Sanga-Sanga"),
    "Marang Kayu": ("Marangkayu", "MARANGKAYU"),
    "Samboja": ("Semboja",),
    "Samboja Barat": ("Semboja Barat", "SAMBOJA BRT"),
    "Tenggarong Seberang": ("Tgr. Seberang", "TENGGARONG  SEBERANG"),
}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}


@dataclass(frozen=True)
class Places:
    """All villages, as columns; a village is its position.

    Attributes:
        code: Kemendagri code, ten digits.
        name, kecamatan_code, kecamatan_name: As in the official list.
        old_code: The code before the split of 2022, or the same.
        old_kecamatan_name: The kecamatan before the split, or the same.
        former_names: Earlier spellings, by position.
    """

    code: NDArray[np.str_]
    kind: NDArray[np.str_]
    name: NDArray[np.str_]
    kecamatan_code: NDArray[np.str_]
    kecamatan_name: NDArray[np.str_]
    old_code: NDArray[np.str_]
    old_kecamatan_name: NDArray[np.str_]
    former_names: dict[int, list[str]]

    @property
    def count(self) -> int:
        """How many villages there are."""
        return len(self.code)


def _rows(file_name: str) -> list[dict[str, str]]:
    path = resources.files("pipelines.reference") / file_name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def load_places() -> Places:
    """Read the villages and their changes from `pipelines/reference/`."""
    regions, changes = _rows("regions.csv"), _rows("region_changes.csv")
    position = {row["village_code_kemendagri"]: at for at, row in enumerate(regions)}
    kecamatan_names = {row["kecamatan_code"]: row["kecamatan_name"] for row in regions}
    old_code = [row["village_code_kemendagri"] for row in regions]
    former_names: dict[int, list[str]] = {}
    for change in changes:
        village = position[change["new_village_code"]]
        old_code[village] = change["old_village_code"]
        if change["old_village_name"] != change["new_village_name"]:
            former_names.setdefault(village, []).append(change["old_village_name"])
    return Places(
        code=_texts(row["village_code_kemendagri"] for row in regions),
        kind=_texts(row["kind"] for row in regions),
        name=_texts(row["village_name"] for row in regions),
        kecamatan_code=_texts(row["kecamatan_code"] for row in regions),
        kecamatan_name=_texts(row["kecamatan_name"] for row in regions),
        old_code=_texts(old_code),
        old_kecamatan_name=_texts(kecamatan_names[code[:6]] for code in old_code),
        former_names=former_names,
    )


def _texts(values: Iterable[str]) -> NDArray[np.str_]:
    return np.array(list(values), dtype=np.str_)


def draw_village_weights(rng: np.random.Generator, places: Places) -> NDArray[np.float64]:
    """The share of the regency's families that live in each village; adds up to 1."""
    weight: NDArray[np.float64] = np.exp(rng.normal(0, _SIZE_SPREAD, places.count))
    weight[places.kind == "kelurahan"] *= _KELURAHAN_SIZE
    for kecamatan_code, size in _KECAMATAN_SIZE.items():
        inside = places.kecamatan_code == kecamatan_code
        weight[inside] *= size / weight[inside].sum()
    weight /= weight.sum()
    return weight


def draw_other_villages(
    rng: np.random.Generator, places: Places, villages: NDArray[np.int64], share_near: float = 0.85
) -> NDArray[np.int64]:
    """Another village for each: mostly of the same kecamatan, and within the crossed three."""
    others = rng.integers(0, places.count, len(villages))
    near = rng.random(len(villages)) < share_near
    crossed = np.flatnonzero(
        np.isin(places.name, _CROSSED_VILLAGES) & (places.kecamatan_name == "Loa Kulu")
    )
    for at in np.flatnonzero(near):
        village = villages[at]
        pool = (
            crossed
            if village in crossed
            else np.flatnonzero(places.kecamatan_code == places.kecamatan_code[village])
        )
        others[at] = pool[rng.integers(len(pool))]
    same = others == villages
    others[same] = (villages[same] + 1) % places.count
    return others


def respell_village(rng: np.random.Generator, places: Places, village: int) -> str:
    """A former or free spelling that still means this village and no other of its kecamatan."""
    name = str(places.name[village])
    kind = "Kel." if places.kind[village] == "kelurahan" else "Desa"
    words = name.split()
    options = [*places.former_names.get(village, [])] * 3
    options += [f"{kind} {name}", name.lower(), f" {name.upper()} "]
    if "-" in name:
        options += [name.replace("-", " "), name.replace("-", " - "), name.replace("-", "")]
    if len(words) > 1:
        options += ["  ".join(words), "-".join(words), "".join(words)]
    if words[-1] in _ROMAN:
        options += [" ".join([*words[:-1], _ROMAN[words[-1]]])] * 3
    if "q" in name:
        options += [re.sub("q", "k", name), re.sub("q", "", name)]
    return options[int(rng.integers(len(options)))]


def respell_kecamatan(rng: np.random.Generator, name: str) -> str:
    """Another spelling of a kecamatan."""
    options = [*_OTHER_KECAMATAN_SPELLINGS.get(name, ()), f"Kec. {name}", name.replace(" ", "  ")]
    return options[int(rng.integers(len(options)))]
