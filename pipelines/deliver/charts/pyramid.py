"""The pyramid of sex and age: men to the left, women to the right, the old on top."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliver.charts.drawing import (
    BLUE,
    MUTED,
    ORANGE,
    WIDTH,
    Shown,
    aligned_right,
    boxes,
    drawing,
    hatch,
    label,
    numbers,
)

ROW, BAR_HEIGHT, HEAD = 32, 22, 26
MIDDLE = 58
# Room beyond the longest bar for a number: of each character, and between the two and the edge.
LETTER, GAP = 9.3, 8


@dataclass(frozen=True)
class PyramidRow:
    """One age group: men and women, as numbers and as lengths."""

    label: str
    men: int
    women: int
    men_shown: Shown
    women_shown: Shown


def draw_pyramid(rows: list[PyramidRow], *, title: str) -> str:
    """The pyramid; rows from the youngest, who are drawn at the bottom."""
    scale = _longest(rows) / (max((max(row.men, row.women) for row in rows), default=0) or 1)
    left, right = (WIDTH - MIDDLE) / 2, (WIDTH + MIDDLE) / 2
    placed = [(row, HEAD + index * ROW) for index, row in enumerate(reversed(rows))]
    base = BAR_HEIGHT - 6
    parts = [
        hatch("women", ORANGE, "#fff"),
        label(left - 4, 15, "Laki-laki", anchor="end", weight="700"),
        label(right + 4, 15, "Perempuan", weight="700"),
        boxes([(left - r.men * scale, top, r.men * scale, BAR_HEIGHT) for r, top in placed], BLUE),
        boxes([(right, top, r.women * scale, BAR_HEIGHT) for r, top in placed], "url(#women)"),
        *(
            label(WIDTH / 2, top + base, row.label, anchor="middle", fill=MUTED)
            for row, top in placed
        ),
        aligned_right(
            [numbers(left - r.men * scale - 6, top + base, [r.men_shown]) for r, top in placed]
        ),
        *(numbers(right + r.women * scale + 6, top + base, [r.women_shown]) for r, top in placed),
    ]
    return drawing(HEAD + len(rows) * ROW, title, parts)


def _longest(rows: list[PyramidRow]) -> float:
    """How long a bar may be, so that no number stands outside the drawing."""
    texts = [shown.text for row in rows for shown in (row.men_shown, row.women_shown)]
    return (WIDTH - MIDDLE) / 2 - GAP - LETTER * max(map(len, texts), default=0)
