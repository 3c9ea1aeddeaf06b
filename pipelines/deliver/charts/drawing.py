"""What all drawings share: size, colours that differ in grey too, text, origin of numbers.

Colours are of Okabe and Ito's set for the colour-blind; fills that meet each other differ in
lightness and pattern as well, so that a copier keeps them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

# In units of the drawing: on a phone one unit is nearly one pixel, so text stays readable.
WIDTH = 400
TEXT = 14
SMALL = 12
FONT = "Lato, 'Segoe UI', Roboto, Arial, sans-serif"
# What a drawing says of itself when it stands alone.
ALONE = f' xmlns="http://www.w3.org/2000/svg" font-family="{FONT}"'
INK = "#1b2733"
MUTED = "#4a5763"
TRACK = "#e7ecf1"
BLUE = "#0072b2"
ORANGE = "#e69f00"
SKY = "#8fd0f5"
DARK = "#00456b"
BOLD = ' font-weight="700"'
# Said beside each of hundreds of numbers it would make a page a twentieth longer.
BOLD_NUMBER = re.compile(f"(<tspan [^>]*){BOLD}")


# Behind the key, in the page: short, for there are hundreds of them.
KINDS = {"value": "", "share": "%", "change": "~", "none": ""}


@dataclass(frozen=True)
class Shown:
    """A number as it is printed, and what it is.

    Attributes:
        text: As printed.
        key: The published cell, or the sum of cells, that it comes from.
        kind: value, share or change; none for an empty place.
    """

    text: str
    key: str
    kind: str = "value"

    @property
    def figure(self) -> str:
        """Where it comes from, as it stands in the page beside it."""
        return f"{self.key}{KINDS[self.kind]}"


def drawing(height: float, title: str, parts: list[str]) -> str:
    """A whole SVG document; the title tells what is seen to who does not see it."""
    return (
        f'<svg{ALONE} viewBox="0 0 {WIDTH} {height:g}" role="img"'
        f' aria-label="{escape(title)}" font-size="{TEXT}" fill="{INK}">'
        f"{''.join(parts)}</svg>"
    )


def within_page(svg: str) -> str:
    """A drawing as part of a page, whose style tells typeface and bold numbers once for all."""
    return BOLD_NUMBER.sub(r"\1", svg.replace(ALONE, "", 1))


def label(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = TEXT,
    fill: str | None = None,
    weight: str | None = None,
) -> str:
    """A text; y is its base line."""
    extra = f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += f' font-size="{size}"' if size != TEXT else ""
    extra += f' fill="{fill}"' if fill else ""
    extra += f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:g}" y="{y:g}"{extra}>{escape(text)}</text>'


def numbers(x: float, y: float, shown: list[Shown], *, anchor: str | None = None) -> str:
    """Numbers beside each other in one line, the first of them bold; nothing without any."""
    if not shown:
        return ""
    spans = [
        f'<tspan data-f="{escape(each.figure)}"{BOLD if index == 0 else ""}>{escape(each.text)}'
        "</tspan>"
        for index, each in enumerate(shown)
    ]
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.4g}" y="{y:.4g}"{at}>{" · ".join(spans)}</text>'


def aligned_right(parts: list[str]) -> str:
    """Texts that end where they are placed."""
    return f'<g text-anchor="end">{"".join(parts)}</g>'


def boxes(places: list[tuple[float, float, float, float]], fill: str) -> str:
    """Rectangles of one fill in one path, each as x, y, width, height; empty ones are left out."""
    seen = [place for place in places if place[2] > 0 and place[3] > 0]
    if not seen:
        return ""
    lines = (
        f"M{x:.4g} {y:.4g}h{width:.4g}v{height:.4g}h-{width:.4g}z" for x, y, width, height in seen
    )
    return f'<path d="{"".join(lines)}" fill="{fill}"/>'


def hatch(name: str, ground: str, line: str) -> str:
    """A fill of slanting lines, to be used as `url(#name)`."""
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{ground}"/>'
        f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{line}" stroke-width="1.6"/></pattern>'
    )


def dots(name: str, ground: str, dot: str) -> str:
    """A fill of dots."""
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{ground}"/>'
        f'<circle cx="2" cy="2" r="1.3" fill="{dot}"/></pattern>'
    )
