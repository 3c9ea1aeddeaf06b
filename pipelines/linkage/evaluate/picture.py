"""Precision and recall by threshold as a picture, SVG or PNG."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.linkage.evaluate.thresholds import ThresholdFigures
from pipelines.pictures import write_picture

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 40, 50
COLOURS = {"precision": "#1b6ca8", "recall": "#c8553d", "F1": "#555555"}

Place = Callable[[float], float]


def draw_thresholds(curve: Sequence[ThresholdFigures], link: float, out: Path) -> None:
    """Write the picture; its ending says which kind.

    Args:
        curve: Figures by rising threshold, two or more.
        link: The model's threshold, marked.
        out: `.svg` or `.png`.

    Raises:
        UsageError: Another ending.
    """
    write_picture(_svg(curve, link), WIDTH, out)


def _svg(curve: Sequence[ThresholdFigures], link: float) -> str:
    series = {
        "precision": [point.figures.precision for point in curve],
        "recall": [point.figures.recall for point in curve],
        "F1": [point.figures.f1 for point in curve],
    }
    step, floor = _grid(min(min(values) for values in series.values()))
    first, last = curve[0].threshold, curve[-1].threshold

    def x(threshold: float) -> float:
        return LEFT + (threshold - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(share: float) -> float:
        return TOP + (1 - share) / (1 - floor) * (HEIGHT - TOP - BOTTOM)

    parts = [
        _text(LEFT, 22, "Precision and recall of pairs by threshold", "start", 15),
        *_axes(curve, (x, y), step, floor),
        _line((x(link), TOP), (x(link), HEIGHT - BOTTOM), "#999999", "4 3"),
        _text(x(link) + 4, HEIGHT - BOTTOM - 6, f"link {link:g}", "start"),
    ]
    for position, (name, values) in enumerate(series.items()):
        points = " ".join(
            f"{x(point.threshold):.1f},{y(value):.1f}"
            for point, value in zip(curve, values, strict=True)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>'
        )
        at = WIDTH - RIGHT - 230 + 80 * position
        parts.append(_line((at, 18), (at + 18, 18), COLOURS[name]))
        parts.append(_text(at + 23, 22, name, "start"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="DejaVu Sans, sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>{"".join(parts)}</svg>\n'
    )


def _grid(lowest: float) -> tuple[float, float]:
    """Step and lower end of the vertical axis, so that two to five steps hold all values."""
    spread = max(1 - lowest, 0.0005)
    step = 10 ** math.floor(math.log10(spread))
    for factor in (1, 2, 5):
        if spread / (step * factor) <= 5:
            step *= factor
            break
    return step, 1 - step * math.ceil(spread / step)


def _axes(
    curve: Sequence[ThresholdFigures], places: tuple[Place, Place], step: float, floor: float
) -> list[str]:
    x, y = places
    digits = max(0, -math.floor(math.log10(step)))
    parts = []
    for number in range(round((1 - floor) / step) + 1):
        share = 1 - number * step
        parts.append(_line((LEFT, y(share)), (WIDTH - RIGHT, y(share)), "#dddddd"))
        parts.append(_text(LEFT - 6, y(share) + 4, f"{share:.{digits}f}", "end"))
    for point in curve:
        parts.append(_text(x(point.threshold), HEIGHT - BOTTOM + 18, f"{point.threshold:g}"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(_text(middle, HEIGHT - 10, "threshold: match weight in nats"))
    return parts


def _line(
    start: tuple[float, float], end: tuple[float, float], colour: str, dashes: str = "none"
) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}" stroke-width="1.5" stroke-dasharray="{dashes}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle", size: int = 11) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{text}</text>'
