"""Each published indicator beside the true one: how far off it is, and whether its bounds hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.evaluate.indicator_answers import ANSWERED, LACKED, LISTED, Answers
from pipelines.linkage.evaluate.indicator_changes import CHANGED, MOVED
from pipelines.linkage.evaluate.indicator_counts import COUNTED, TRUE_CELLS

INDICATOR_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("indicator", pa.string()),
        ("category", pa.string()),
        ("level", pa.string()),
        ("area_code", pa.string()),
        ("value", pa.int64()),
        ("low", pa.int64()),
        ("high", pa.int64()),
    ]
)


@dataclass(frozen=True)
class IndicatorFigures:
    """Errors of one indicator in one month, over the areas of one level and all categories.

    Attributes:
        period: The month, `YYYY-MM`.
        indicator: What is counted, such as `persons any` or `persons p3ke by decile`.
        level: `village`, `kecamatan` or `regency`.
        cells: Areas times categories that are published.
        true_mean: Mean of the true numbers.
        mean_absolute_error: Mean of the differences, without sign.
        mean_error: Mean of published less true; far from 0 it is a bias.
        within_bounds: Share of cells whose true number lies from low to high; None without bounds.
        median_width: Median of high less low, as a share of the published number, over cells that
            are not 0; None without bounds.
    """

    period: str
    indicator: str
    level: str
    cells: int
    true_mean: float
    mean_absolute_error: float
    mean_error: float
    within_bounds: float | None
    median_width: float | None


def evaluate_indicators(
    published: pa.Table, answers: Answers, truth: Path
) -> Sequence[IndicatorFigures]:
    """Compare every published indicator with the number of people or families it is about.

    True are: who is listed, by the village, sex and birth date that people really have; a family
    is listed where one of its people is. A decile, a roof, a programme are P3KE's word: truth says
    of whom it speaks, once of each however often it is said, and where they live. The decile of a
    family is that of most of its people. What changed is told from the months of the truth: of its
    first month nothing is. How good rows are is what the truth says went wrong in writing them,
    where they were sent.

    Args:
        published: Rows of `INDICATOR_SCHEMA`.
        answers: Of the published months.
        truth: Folder with `rows` and `people.parquet`.
    """
    with open_engine() as engine:
        engine.register("published", published)
        engine.register("person_answer", answers.persons)
        engine.register("family_answer", answers.families)
        engine.register("lack", answers.lacks)
        engine.register("sent", answers.rows)
        for name in ("rows", "people"):
            engine.register(name, engine.read_parquet(str(truth / f"{name}.parquet")))
        for statement in (LISTED, CHANGED, MOVED, ANSWERED, LACKED, COUNTED, TRUE_CELLS):
            engine.execute(statement)
        found = engine.execute(FIGURES).fetchall()
    return [IndicatorFigures(*row) for row in found]


FIGURES = """
with compared as (
    select p.*, coalesce(t.true_value, 0) as truly, p.value - truly as error
    from published as p
    left join true_cell as t using (period, indicator, category, level, area_code)
    where p.period in (select period from people)
        and not (p.indicator like '%by change%' and p.period = (select min(period) from people))
)
select period, indicator, level, count(*), avg(truly), avg(abs(error)), avg(error),
    avg((truly between low and high)::integer),
    median((high - low) / value) filter (value > 0)
from compared
group by period, indicator, level
order by period, indicator, level desc
"""
