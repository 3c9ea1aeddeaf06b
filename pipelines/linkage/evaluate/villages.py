"""Published village counts beside the true ones: what a wrong link or a missed one costs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engine import open_engine

COUNTED_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("village_code", pa.string()),
        ("source", pa.string()),
        ("persons", pa.int64()),
    ]
)


@dataclass(frozen=True)
class VillageFigures:
    """Persons of one month and source, summed over villages.

    Attributes:
        period: The month, `YYYY-MM`.
        source: `p3ke`, `dtks`, `both` or `any`.
        true_persons: People truly listed.
        counted_persons: People as published.
        absolute_error: Differences per village, without sign, summed.
    """

    period: str
    source: str
    true_persons: int
    counted_persons: int
    absolute_error: int

    @property
    def share(self) -> float:
        """Absolute errors among the true persons; 0 where there is nobody."""
        return self.absolute_error / self.true_persons if self.true_persons else 0.0


def evaluate_villages(counted: pa.Table, truth: Path) -> list[VillageFigures]:
    """Compare counts with the truth, for the months and sources that were published.

    Args:
        counted: Rows of `COUNTED_SCHEMA`; a village without a count counts nobody.
        truth: Folder with `villages.parquet`.
    """
    with open_engine() as engine:
        engine.register("counted", counted)
        engine.register("truth", engine.read_parquet(str(truth / "villages.parquet")))
        found = engine.execute("""
            with side as (
                select period, source, village_code, persons as true_persons, 0 as counted_persons
                from truth
                where (period, source) in (select (period, source) from counted)
                union all
                select period, source, village_code, 0, coalesce(persons, 0)
                from counted
                where (period, source) in (select (period, source) from truth)
            ),
            village as (
                select period, source, village_code, sum(true_persons) as true_persons,
                    sum(counted_persons) as counted_persons
                from side group by all
            )
            select period, source, sum(true_persons)::bigint, sum(counted_persons)::bigint,
                sum(abs(true_persons - counted_persons))::bigint
            from village
            group by all
            order by all
        """).fetchall()
    return [VillageFigures(*row) for row in found]
