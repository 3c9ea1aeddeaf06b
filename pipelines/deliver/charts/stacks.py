"""Bars cut into parts: in which registries people stand."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliver.charts.drawing import (
    DARK,
    ORANGE,
    SKY,
    WIDTH,
    Shown,
    aligned_right,
    boxes,
    dots,
    drawing,
    hatch,
    label,
    numbers,
)

LEGEND_ROW, ROW, BAR_HEIGHT = 26, 42, 14
SWATCH = 16
# Dark, hatched, dotted: told apart without colour.
FILLS = (DARK, "url(#second)", "url(#third)")


# x, y, width and height of a rectangle.
Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """What one kind of part stands for, with its number over all."""

    label: str
    shown: list[Shown]


@dataclass(frozen=True)
class Stack:
    """One bar: sizes of its parts in the order of the legend."""

    label: str
    sizes: list[int]
    shown: list[Shown]


def draw_stacks(parts: list[Part], stacks: list[Stack], *, title: str) -> str:
    """A legend with the numbers of each part, then bars of equal length that show shares."""
    head = len(parts) * LEGEND_ROW + 8
    legend = [(part, index * LEGEND_ROW) for index, part in enumerate(parts)]
    placed = [(stack, head + index * ROW) for index, stack in enumerate(stacks)]
    drawn = [
        hatch("second", SKY, DARK),
        dots("third", ORANGE, "#fff"),
        *(label(SWATCH + 8, top + 16, part.label) for part, top in legend),
        *(label(0, top + 15, stack.label) for stack, top in placed),
        aligned_right(
            [numbers(WIDTH, top + 16, part.shown) for part, top in legend]
            + [numbers(WIDTH, top + 15, stack.shown) for stack, top in placed]
        ),
    ]
    pieces = [piece for stack, top in placed for piece in _cut(top + 21, stack.sizes)]
    for index, fill in enumerate(FILLS):
        swatch = [(0.0, index * LEGEND_ROW + 3.0, SWATCH, SWATCH)]
        drawn.append(boxes([*swatch, *(place for part, place in pieces if part == index)], fill))
    # A white line keeps neighbours apart in grey.
    edges = [(x + width - 1, y, 2, height) for _, (x, y, width, height) in pieces]
    drawn.append(boxes([edge for edge in edges if edge[0] + 2 < WIDTH], "#fff"))
    return drawing(head + len(stacks) * ROW, title, drawn)


def _cut(top: float, sizes: list[int]) -> list[tuple[int, Place]]:
    """Which part lies where in one bar; empty parts are left out."""
    whole = sum(sizes) or 1
    pieces: list[tuple[int, Place]] = []
    x = 0.0
    for part, size in enumerate(sizes):
        width = WIDTH * size / whole
        if size:
            pieces.append((part, (x, top, width, BAR_HEIGHT)))
        x += width
    return pieces
