"""Who keeps an id: of the people listed in two months, how many hold the same one."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pipelines.engine import open_engine


@dataclass(frozen=True)
class Continuity:
    """People with rows in two months, and how many of them kept their id.

    Attributes:
        before: The earlier month, `YYYY-MM`.
        after: The month with rows that follows it; for the earliest of several, also the last.
        people: True people with rows in both.
        kept: Those whose rows of both months are mostly of one and the same id.
    """

    before: str
    after: str
    people: int
    kept: int

    @property
    def share(self) -> float:
        """Kept among people; 1 where there is nobody."""
        return self.kept / self.people if self.people else 1.0


def evaluate_continuity(rows: pa.Table) -> list[Continuity]:
    """Compare each true person's id in each month with that in the next, and first with last.

    The id of a person with rows of two ids is the one that most of them have, else the lower.

    Args:
        rows: `period, registry_id, true_person_id`; rows without an id are left out.
    """
    with open_engine() as engine:
        engine.register("given", rows)
        found = engine.execute("""
            with held as (
                select period, true_person_id, registry_id, count(*) as rows
                from given where registry_id is not null
                group by all
            ),
            own as (
                select period, true_person_id, registry_id
                from held
                qualify row_number() over (
                    partition by period, true_person_id order by rows desc, registry_id
                ) = 1
            ),
            month as (
                select period, lead(period) over (order by period) as next_period
                from (select distinct period from own)
                union
                select min(period), max(period) from own
                having min(period) < max(period)
            )
            select m.period, m.next_period, count(*),
                count(*) filter (a.registry_id = b.registry_id)
            from month as m
            inner join own as a on m.period = a.period
            inner join own as b
                on m.next_period = b.period and a.true_person_id = b.true_person_id
            group by all
            order by all
        """).fetchall()
    return [Continuity(*row) for row in found]
