"""The data dictionary, `docs/data_dictionary.md`, made from the YAML beside each mart."""

from __future__ import annotations

from pipelines.marts.definition import Mart, load_marts
from pipelines.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "data_dictionary.md"
INTRODUCTION = """\
# Data dictionary

Made by `padan mart dictionary` from the YAML beside each query in `sql/marts/`; do not edit.

Every table holds the newest release of each month that was not withdrawn; the same table in schema
`release` holds all of them by `release_no`. Null is *never delivered* or *not asked*, zero is zero.
Tables of villages stand beside the same table for `kecamatan_…` and `regency_…`, which are sums:
they add up exactly. Nothing in `mart` is suppressed: it is for officials. What anybody may see is
in `mart_public`; see [disclosure.md](disclosure.md).
"""


def render_dictionary() -> str:
    """The page as it should be."""
    return "\n".join([INTRODUCTION, *(_section(mart) for mart in load_marts())])


def is_stale() -> bool:
    """Whether the page says something else than the YAML."""
    return not PAGE.exists() or PAGE.read_text(encoding="utf-8") != render_dictionary()


def write_dictionary() -> bool:
    """Write the page; whether it changed."""
    changed = is_stale()
    if changed:
        PAGE.write_text(render_dictionary(), encoding="utf-8")
    return changed


def _section(mart: Mart) -> str:
    levels = f"Also as {', '.join(f'`{view}`' for view in mart.views[1:])}. " * mart.is_by_village
    lines = [
        f"## {mart.name}",
        f"{mart.description}. {levels}Grain: {mart.grain}.",
        "",
        "| column | unit | what | of | source | as of |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, column in mart.columns.items():
        what = " ".join(text for text in (column.description, column.numerator) if text)
        cells = (
            f"`{name}`",
            column.unit or column.type,
            what,
            column.denominator or "",
            column.source or "",
            column.as_of or "",
        )
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join([*lines, ""])
