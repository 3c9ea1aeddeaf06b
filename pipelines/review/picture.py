"""The weights of a pair as a waterfall: each step from where the one before ended."""

from __future__ import annotations

from html import escape
from pathlib import Path

from pipelines.pictures import write_picture
from pipelines.review.explanation import Explanation

WIDTH, LINE, TOP, BOTTOM = 760, 24, 62, 16
LABELS, RIGHT = 330, 60
FOR, AGAINST, TOTAL = "#1b6ca8", "#c8553d", "#555555"


def draw_waterfall(explanation: Explanation, title: str, out: Path) -> None:
    """Write the picture; the ending of its name says which kind.

    Args:
        explanation: Its steps are drawn against the nearer alternative, which rules the weight.
        title: What the picture is about; names nobody.
        out: `.svg` or `.png`.

    Raises:
        UsageError: Another ending.
    """
    write_picture(_svg(explanation, title), WIDTH, out)


def _svg(explanation: Explanation, title: str) -> str:
    against_family = explanation.is_decided_against_family
    changes = [
        step.against_family if against_family else step.against_strangers
        for step in explanation.steps
    ]
    ends = [sum(changes[: number + 1]) for number in range(len(changes))]
    low, high = min(0.0, *ends, explanation.weight), max(0.0, *ends, explanation.weight)
    scale = (WIDTH - LABELS - RIGHT) / max(high - low, 1.0)

    def x(weight: float) -> float:
        return LABELS + (weight - low) * scale

    alternative = "relatives" if against_family else "strangers"
    height = TOP + LINE * (len(changes) + 1) + BOTTOM
    parts = [
        _text(12, 22, title, size=15),
        _text(
            12,
            42,
            f"one person against {alternative}, in nats; model {explanation.model_version}",
            colour="#777777",
        ),
        f'<line x1="{x(0):.1f}" y1="{TOP - 6}" x2="{x(0):.1f}" y2="{height - BOTTOM + 4}" '
        'stroke="#bbbbbb"/>',
    ]
    for number, (step, change, end) in enumerate(
        zip(explanation.steps, changes, ends, strict=True)
    ):
        label = f"{step.evidence}: {step.level}"
        parts += _bar(number, label, (x(end - change), x(end)), change)
    weight = explanation.weight
    parts += _bar(len(changes), "weight, against both", (x(0), x(weight)), weight, colour=TOTAL)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, sans-serif">'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>{"".join(parts)}</svg>\n'
    )


def _bar(
    number: int, label: str, ends: tuple[float, float], change: float, colour: str | None = None
) -> list[str]:
    y = TOP + LINE * number
    start, width = min(ends), max(abs(ends[1] - ends[0]), 1.0)
    fill = colour or (FOR if change >= 0 else AGAINST)
    return [
        _text(LABELS - 10, y + 13, label, anchor="end"),
        f'<rect x="{start:.1f}" y="{y}" width="{width:.1f}" height="{LINE - 7}" fill="{fill}"/>',
        _text(start + width + 4, y + 13, f"{change:+.2f}", size=11),
    ]


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, colour: str = "#222222"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(text)}</text>'
    )
