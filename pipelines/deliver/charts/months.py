"""Standing columns over months, from zero: a small change looks small."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliver.charts.drawing import (
    BLUE,
    DARK,
    MUTED,
    SMALL,
    WIDTH,
    Shown,
    boxes,
    drawing,
    label,
    numbers,
)

HEIGHT, TOP, FOOT = 170, 24, 24
GAP = 0.35
# How wide a character of a number is, and of a month below it.
LETTER, SMALL_LETTER = 9.3, 7.4
# Some letters reach to the left of where they start.
EDGE = 2
# Few columns are not stretched over the whole width.
WIDEST_STEP = 100


@dataclass(frozen=True)
class MonthColumn:
    """One month."""

    label: str
    value: int
    shown: Shown


def draw_months(columns: list[MonthColumn], *, title: str) -> str:
    """Columns from the oldest to the newest, which is darker."""
    step = min(WIDTH / len(columns), WIDEST_STEP)
    scale = (HEIGHT - TOP - FOOT) / (max(column.value for column in columns) or 1)
    ground = HEIGHT - FOOT
    last = len(columns) - 1
    width = step * (1 - GAP)
    middles = [(index + 0.5) * step for index in range(len(columns))]
    tops = [ground - column.value * scale for column in columns]
    places = [
        (middle - width / 2, top, width, ground - top)
        for middle, top in zip(middles, tops, strict=True)
    ]
    parts = [
        f'<path d="M0 {ground}h{step * len(columns):g}" stroke="{MUTED}"/>',
        boxes(places[:-1], BLUE),
        boxes(places[-1:], DARK),
    ]
    # Words that would touch each other: then only the first and the last are written.
    is_crowded = any(
        max(LETTER * len(c.shown.text), SMALL_LETTER * len(c.label)) > step for c in columns
    )
    for index, (column, middle, top) in enumerate(zip(columns, middles, tops, strict=True)):
        if is_crowded and index not in (0, last):
            continue
        # Under narrow columns words are wider than these: the outer ones stay inside the drawing.
        at, anchor = (middle, "middle")
        if is_crowded:
            at, anchor = (EDGE, "start") if index == 0 else (WIDTH - EDGE, "end")
        parts += [
            numbers(at, top - 6, [column.shown], anchor=anchor),
            label(at, HEIGHT - 6, column.label, anchor=anchor, size=SMALL, fill=MUTED),
        ]
    return drawing(HEIGHT, title, parts)
