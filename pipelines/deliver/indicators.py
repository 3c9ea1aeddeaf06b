"""What the map can show of villages: shares and counts, cut into five classes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from pipelines.deliver.charts.drawing import Shown
from pipelines.deliver.numbers import number
from pipelines.deliver.profile import AreaProfile, Edition
from pipelines.deliver.telling import Teller, tell, tell_deprived

CLASSES = 5
# Of fewer, counts that end in 0 or 5 make shares that jump.
LEAST_FOR_SHARE = 50


@dataclass(frozen=True)
class Step:
    """One class of the legend, the lightest first."""

    text: str


@dataclass(frozen=True)
class Indicator:
    """One map.

    Attributes:
        name: Stable, for the page's script.
        title: What is chosen from.
        steps: Class of each village, from 1; none where there is too little to tell.
        shown: The number of each village that has any.
        legend: What each class holds.
    """

    name: str
    title: str
    steps: dict[str, int]
    shown: dict[str, Shown]
    legend: tuple[Step, ...]


def indicators_of(edition: Edition) -> list[Indicator]:
    """All maps of an edition; the first is shown at first."""
    villages = [p for p in edition.of_level("village") if p.is_published]
    water, toilet = (edition.deprivations.get(name, ()) for name in ("drinking_water", "toilet"))
    return [
        _of_shares("desil1", "Orang di desil 1 (persen)", villages, _decile_1),
        _of_shares("padan", "Orang padan, di kedua daftar (persen)", villages, _both),
        _of_counts("orang", "Orang tercatat (jumlah)", villages),
        _of_shares("pkh", "Keluarga penerima PKH (persen)", villages, _pkh),
        _of_shares(
            "air", "Keluarga dengan air minum tidak terlindung (persen)", villages,
            lambda p: tell_deprived(p, "drinking_water", water),
        ),
        _of_shares(
            "jamban", "Keluarga dengan jamban tidak layak (persen)", villages,
            lambda p: tell_deprived(p, "toilet", toilet),
        ),
        _of_shares("stunting", "Keluarga berisiko stunting (persen)", villages, _stunting),
    ]  # fmt: skip


def _decile_1(profile: AreaProfile) -> Teller:
    return tell(profile, "persons", "decile_group", "1")


def _both(profile: AreaProfile) -> Teller:
    return tell(profile, "persons", "agreement", "both")


def _pkh(profile: AreaProfile) -> Teller:
    return tell(profile, "families", "programme_pkh", "receives")


def _stunting(profile: AreaProfile) -> Teller:
    return tell(profile, "families", "stunting_risk", "BERESIKO")


def _of_shares(
    name: str, title: str, villages: list[AreaProfile], teller: Callable[[AreaProfile], Teller]
) -> Indicator:
    told = {village.area.code: teller(village) for village in villages}
    percents = {
        code: 100 * each.figure.value / each.whole
        for code, each in told.items()
        if each.whole >= LEAST_FOR_SHARE
    }
    shown = {code: told[code].share for code in percents}
    return _cut(name, title, percents, shown, unit="%")


def _of_counts(name: str, title: str, villages: list[AreaProfile]) -> Indicator:
    told = {village.area.code: tell(village, "persons") for village in villages}
    counts = {code: float(each.figure.value) for code, each in told.items()}
    return _cut(name, title, counts, {code: each.value for code, each in told.items()}, unit="")


def _cut(
    name: str, title: str, values: dict[str, float], shown: dict[str, Shown], *, unit: str
) -> Indicator:
    """Classes of about equally many villages, between whole numbers."""
    edges = _edges(sorted(values.values()))
    steps = {code: bisect_right(edges[1:-1], value) + 1 for code, value in values.items()}
    legend = tuple(
        Step(f"{number(low)} sampai {'di bawah ' if high != edges[-1] else ''}{number(high)}{unit}")
        for low, high in pairwise(edges)
    )
    return Indicator(name, title, steps, shown, legend)


def _edges(ordered: list[float]) -> list[int]:
    """Whole numbers from the smallest value to the largest, at most one more than classes."""
    if not ordered:
        return []
    inner = (ordered[len(ordered) * part // CLASSES] for part in range(1, CLASSES))
    low, high = int(ordered[0]), -int(-ordered[-1] // 1)
    between = {round(edge) for edge in inner if low < round(edge) < high}
    return [low, *sorted(between), max(high, low + 1)]
