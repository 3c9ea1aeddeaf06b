"""Lying bars: label and number above each, so that long answers fit a phone."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliver.charts.drawing import (
    BLUE,
    INK,
    MUTED,
    SMALL,
    TRACK,
    WIDTH,
    Shown,
    aligned_right,
    boxes,
    drawing,
    label,
    numbers,
)

ROW = 38
BAR_TOP, BAR_HEIGHT = 21, 9
LEGEND = 24


@dataclass(frozen=True)
class Bar:
    """One answer.

    Attributes:
        length: Of the bar, in the unit that all bars of the drawing share.
        compared: The same of the area around it; None draws no mark.
    """

    label: str
    length: float
    shown: list[Shown]
    compared: float | None = None


def draw_bars(
    bars: list[Bar], *, title: str, longest: float | None = None, compared_with: str | None = None
) -> str:
    """Bars below each other.

    Args:
        bars: From top to bottom.
        title: What is seen.
        longest: The length that fills the width, drawn behind each bar as its whole. None: the
            longest bar or mark fills the width, and nothing is drawn: it would pass for a whole.
        compared_with: What the marks stand for; none are drawn without it.
    """
    lengths = [length for each in bars for length in (each.length, each.compared or 0)]
    scale = WIDTH / (longest or max(lengths, default=0) or 1)
    tops = [index * ROW for index in range(len(bars))]
    height = len(bars) * ROW
    placed = list(zip(bars, tops, strict=True))
    parts = [
        *(label(0, top + 15, each.label) for each, top in placed),
        aligned_right([numbers(WIDTH, top + 15, each.shown) for each, top in placed]),
        boxes([(0, top + BAR_TOP, WIDTH, BAR_HEIGHT) for top in tops if longest], TRACK),
        boxes([(0, top + BAR_TOP, b.length * scale, BAR_HEIGHT) for b, top in placed], BLUE),
    ]
    if compared_with:
        marks = [(b.compared * scale, top + BAR_TOP) for b, top in placed if b.compared is not None]
        parts += [
            _marks([*marks, (3, height + 5)]),
            label(12, height + 16, compared_with, size=SMALL, fill=MUTED),
        ]
        height += LEGEND
    return drawing(height, title, parts)


def _marks(places: list[tuple[float, float]]) -> str:
    """Upright lines, white around them: they must be seen on a bar and beside it."""
    lines = "".join(
        f"M{min(max(x, 2), WIDTH - 2):.4g} {top - 3:g}v{BAR_HEIGHT + 6}" for x, top in places
    )
    return (
        f'<path d="{lines}" stroke="#fff" stroke-width="5"/>'
        f'<path d="{lines}" stroke="{INK}" stroke-width="2.4"/>'
    )
