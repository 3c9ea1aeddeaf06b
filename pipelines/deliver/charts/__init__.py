"""Charts as SVG: one drawing for screen and paper, every bar with its number beside it."""

from pipelines.deliver.charts.bars import Bar, draw_bars
from pipelines.deliver.charts.months import MonthColumn, draw_months
from pipelines.deliver.charts.pyramid import PyramidRow, draw_pyramid
from pipelines.deliver.charts.stacks import Part, Stack, draw_stacks

__all__ = [
    "Bar",
    "MonthColumn",
    "Part",
    "PyramidRow",
    "Stack",
    "draw_bars",
    "draw_months",
    "draw_pyramid",
    "draw_stacks",
]
