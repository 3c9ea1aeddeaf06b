"""The way in: a map, a search, and a plain list of links; whole without its script."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pipelines.deliver.boundaries import Drawn
from pipelines.deliver.html import style, template
from pipelines.deliver.indicators import LEAST_FOR_SHARE, Indicator, indicators_of
from pipelines.deliver.page import NOTES_TITLE, Card, heading_of, page_of, page_path
from pipelines.deliver.profile import AreaProfile, Edition

TOO_FEW = f"Tidak ada data, atau kurang dari {LEAST_FOR_SHARE} untuk dibandingkan"


# Of a name on the map, in its units.
LETTER, LINE = 9.5, 19


@dataclass(frozen=True)
class VillageLink:
    """One village on the map and in the list.

    Attributes:
        step: Its class on the first map; 0 for none.
        path: Its boundary; empty where that is not known.
        words: What it is found by, in small letters.
    """

    code: str
    name: str
    kecamatan: str
    href: str
    step: int
    path: str
    words: str


@dataclass(frozen=True)
class Group:
    """The villages of a kecamatan."""

    name: str
    href: str
    villages: list[VillageLink]


@dataclass(frozen=True)
class PlacedName:
    """The name of a kecamatan on the map."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Index:
    """Everything that the index shows."""

    name: str
    month: str
    cards: tuple[Card, ...]
    indicators: list[Indicator]
    groups: list[Group]
    drawn: Drawn | None
    labels: list[PlacedName]
    notes: tuple[str, ...]
    footer: str
    notes_title: str = NOTES_TITLE
    too_few: str = TOO_FEW

    @property
    def villages(self) -> list[VillageLink]:
        """All villages, by kecamatan."""
        return [village for group in self.groups for village in group.villages]


def index_of(edition: Edition, drawn: Drawn | None) -> Index:
    """The index of an edition, with boundaries if there are any."""
    indicators = indicators_of(edition)
    regency = page_of(edition.regency, edition)
    kecamatan = edition.of_level("kecamatan")
    names = {each.area.code: each.area.name for each in kecamatan}
    return Index(
        name=edition.regency.area.name,
        month=regency.month,
        cards=regency.cards,
        indicators=indicators,
        groups=[
            Group(
                each.area.name,
                page_path(each),
                [
                    _link(village, each.area.name, indicators[0], drawn)
                    for village in edition.parts_of(each.area.code)
                ],
            )
            for each in kecamatan
        ],
        drawn=drawn,
        labels=_names_apart(drawn, names) if drawn else [],
        notes=regency.notes,
        footer=regency.footer,
    )


def render_index(index: Index) -> dict[str, str]:
    """The index and its scripts, by name of the file."""
    page = template("index.html.j2").render(
        index=index, style=style("style.css"), map_style=style("map.css")
    )
    return {"index.html": page, "data.js": _data(index), "peta.js": str(style("peta.js"))}


def _link(
    village: AreaProfile, kecamatan: str, indicator: Indicator, drawn: Drawn | None
) -> VillageLink:
    code = village.area.code
    name = heading_of(village)
    return VillageLink(
        code=code,
        name=village.area.name,
        kecamatan=kecamatan,
        href=page_path(village),
        step=indicator.steps.get(code, 0),
        path=drawn.villages.get(code, "") if drawn else "",
        words=f"{name} kecamatan {kecamatan} {code}".lower(),
    )


def _names_apart(drawn: Drawn, names: dict[str, str]) -> list[PlacedName]:
    """Names of kecamatan, the largest first; one that would cover another is left out."""
    placed: list[PlacedName] = []
    for at in drawn.labels:
        name = PlacedName(at.x, at.y, names[at.code])
        if not any(_cover(name, other) for other in placed):
            placed.append(name)
    return placed


def _cover(one: PlacedName, other: PlacedName) -> bool:
    width = LETTER * (len(one.text) + len(other.text)) / 2
    return abs(one.x - other.x) < width and abs(one.y - other.y) < LINE


def _data(index: Index) -> str:
    """The numbers behind the map, as a script: a page from a folder may not fetch anything."""
    content = {
        "too_few": index.too_few,
        "villages": {v.code: {"name": v.name, "kecamatan": v.kecamatan} for v in index.villages},
        "indicators": [
            {
                "name": each.name,
                "steps": each.steps,
                "shown": {code: shown.text for code, shown in each.shown.items()},
                "keys": {code: shown.figure for code, shown in each.shown.items()},
                "legend": [step.text for step in each.legend],
            }
            for each in index.indicators
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"window.PADAN={text};\n"
