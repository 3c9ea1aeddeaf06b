"""Precision and recall of links: by pairs of rows, by rows (B-cubed), by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.evaluate.hard_groups import HARD_GROUPS


@dataclass(frozen=True)
class PairFigures:
    """Pairs of rows of one month: how many are true, linked, and both."""

    true: int
    linked: int
    both: int

    @property
    def precision(self) -> float:
        """Share of linked pairs that are true; 1 where none was linked."""
        return self.both / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Share of true pairs that are linked; 1 where there is none."""
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.true + self.linked
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True)
class PairEvaluation:
    """What `evaluate_pairs` found.

    Attributes:
        pairs: Group → figures; `all`, one entry for each pair of sources such as `dtks+p3ke`, and
            the hard groups.
        b_cubed_precision: Mean over rows of the share of their person's rows that are theirs.
        b_cubed_recall: Mean over rows of the share of their own rows that their person has.
        mixed_people: Share of linked people that hold rows of two true ones.
    """

    pairs: Mapping[str, PairFigures]
    b_cubed_precision: float
    b_cubed_recall: float
    mixed_people: float


def evaluate_pairs(rows: pa.Table) -> PairEvaluation:
    """Compare links with truth.

    Args:
        rows: One row per staged person row: `period, source, person_id` (what was linked),
            `true_person_id`, `faults` and `traits` (lists of text, see `hard_groups`).
    """
    with open_engine() as engine:
        engine.register("given", rows)
        engine.execute("create temp table entry as select row_number() over () as i, * from given")
        _judge(engine)
        sources = engine.execute("select distinct sources from judged order by 1").fetchall()
        groups = {
            "all": "true",
            **{name: f"p.sources = '{name}'" for (name,) in sources},
            **HARD_GROUPS,
        }
        precision, recall = _b_cubed(engine)
        return PairEvaluation(_figures(engine, groups), precision, recall, _mixed_people(engine))


def count_pairs(engine: duckdb.DuckDBPyConnection, table: str) -> PairFigures:
    """Return the figures of all pairs of rows of one month without making the pairs.

    Args:
        table: Has `period, person_id, true_person_id`.
    """

    def pairs(columns: str) -> int:
        (row,) = engine.execute(f"""
            select coalesce(sum(rows * (rows - 1) // 2), 0)::bigint
            from (select count(*) as rows from {table} group by {columns})
        """).fetchall()
        return int(row[0])

    return PairFigures(
        true=pairs("period, true_person_id"),
        linked=pairs("period, person_id"),
        both=pairs("period, person_id, true_person_id"),
    )


def _judge(engine: duckdb.DuckDBPyConnection) -> None:
    engine.execute("""
        create temp table judged as
        with proposed as (
            select a.i as l, b.i as r from entry as a inner join entry as b
            on a.period = b.period and a.person_id = b.person_id and a.i < b.i
            union
            select a.i, b.i from entry as a inner join entry as b
            on a.period = b.period and a.true_person_id = b.true_person_id and a.i < b.i
        )
        select p.*, a.person_id = b.person_id as is_linked,
            a.true_person_id = b.true_person_id as is_true,
            least(a.source, b.source) || '+' || greatest(a.source, b.source) as sources
        from proposed as p
        inner join entry as a on p.l = a.i
        inner join entry as b on p.r = b.i
    """)


def _figures(
    engine: duckdb.DuckDBPyConnection, groups: Mapping[str, str]
) -> dict[str, PairFigures]:
    counts = ", ".join(
        f"count(*) filter (is_true and {condition}), count(*) filter (is_linked and {condition}), "
        f"count(*) filter (is_true and is_linked and {condition})"
        for condition in groups.values()
    )
    (row,) = engine.execute(f"""
        select {counts}
        from judged as p
        inner join entry as l on p.l = l.i
        inner join entry as r on p.r = r.i
    """).fetchall()
    return {name: PairFigures(*row[3 * k : 3 * k + 3]) for k, name in enumerate(groups)}


def _b_cubed(engine: duckdb.DuckDBPyConnection) -> tuple[float, float]:
    (row,) = engine.execute("""
        with cell as (
            select period, person_id, true_person_id, count(*) as rows
            from entry group by all
        ),
        sized as (
            select rows,
                sum(rows) over (partition by period, person_id) as linked,
                sum(rows) over (partition by period, true_person_id) as true_rows
            from cell
        )
        select sum(rows * rows / linked) / sum(rows), sum(rows * rows / true_rows) / sum(rows)
        from sized
    """).fetchall()
    return float(row[0]), float(row[1])


def _mixed_people(engine: duckdb.DuckDBPyConnection) -> float:
    (row,) = engine.execute("""
        select avg((people > 1)::integer)
        from (select count(distinct true_person_id) as people from entry group by person_id)
    """).fetchall()
    return float(row[0])
