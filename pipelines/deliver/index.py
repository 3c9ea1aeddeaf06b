"""The way in: a plain list of links, and by script a map and a search.

Boundaries come with the numbers behind the map: in the page they would be most of it, and who sees
no map need not wait for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pipelines.deliver.boundaries import Drawn
from pipelines.deliver.html import style, template
from pipelines.deliver.indicators import LEAST_FOR_SHARE, Indicator, indicators_of
from pipelines.deliver.page import NOTES_TITLE, Card, heading_of, page_of, page_path
from pipelines.deliver.profile import AreaProfile, Edition

TOO_FEW = f"Tidak ada data, atau kurang dari {LEAST_FOR_SHARE} untuk dibandingkan"


# Of a name on the map, in its units.
LETTER, LINE = 11.5, 20


@dataclass(frozen=True)
class VillageLink:
    """One village in the list and on the map; `heading` is its name with what it is."""

    code: str
    name: str
    heading: str
    href: str


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
                [_link(village) for village in edition.parts_of(each.area.code)],
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


def _link(village: AreaProfile) -> VillageLink:
    area = village.area
    return VillageLink(area.code, area.name, heading_of(village), page_path(village))


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
    """What is behind the map, as a script: a page from a folder may not fetch anything.

    Villages are told once, in the order of the list; numbers follow that order.
    """
    content = {
        "too_few": index.too_few,
        "groups": [
            {"name": group.name, "villages": [[v.heading, v.href] for v in group.villages]}
            for group in index.groups
        ],
        "indicators": [_numbers(each, index.villages) for each in index.indicators],
        "map": _map(index),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"window.PADAN={text};\n"


def _numbers(indicator: Indicator, villages: list[VillageLink]) -> dict[str, Any]:
    """One map: of each village its class, 0 for none, and its number, empty for none."""
    shown = [indicator.shown.get(village.code) for village in villages]
    return {
        "name": indicator.name,
        "figure": next((each.figure for each in shown if each), ""),
        "steps": [indicator.steps.get(village.code, 0) for village in villages],
        "shown": [each.text if each else "" for each in shown],
        "legend": [step.text for step in indicator.legend],
    }


def _map(index: Index) -> dict[str, Any] | None:
    """Boundaries; none where the map is made of tiles."""
    if index.drawn is None:
        return None
    return {
        "height": index.drawn.height,
        "villages": [index.drawn.villages.get(village.code, "") for village in index.villages],
        "borders": list(index.drawn.kecamatan.values()),
        "names": [[name.x, name.y, name.text] for name in index.labels],
    }
