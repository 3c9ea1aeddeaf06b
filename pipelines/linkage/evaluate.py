"""How good the links are against a simulated truth: by pairs, by people, per source and group.

Truth is used here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

# What makes a pair hard: conditions on its two rows `l` and `r`, over the truth's list of faults.
NIK_UNUSABLE = [
    "nik_missing",
    "nik_placeholder",
    "nik_15_digits",
    "nik_scientific",
    "nik_number_cell",
]


def _has(side: str, *faults: str) -> str:
    listed = ", ".join(f"'{fault}'" for fault in faults)
    return f"list_has_any({side}.faults, [{listed}])"


def _either(*faults: str) -> str:
    return f"({_has('l', *faults)} or {_has('r', *faults)})"


HARD_GROUPS: Mapping[str, str] = {
    "twins": "(l.is_twin or r.is_twin)",
    "nik_unusable_both": f"({_has('l', *NIK_UNUSABLE)} and {_has('r', *NIK_UNUSABLE)})",
    "nik_unusable_one": f"({_has('l', *NIK_UNUSABLE)} <> {_has('r', *NIK_UNUSABLE)})",
    "nik_typo": _either("nik_typo"),
    "nik_shared": _either("nik_shared"),
    "nik_of_somebody_else": _either("nik_of_other", "nik_of_head"),
    "wrong_village": _either("wrong_village", "duplicate_other_village"),
    "name_changed": _either("name_changed"),
    "nik_unusable_and_name_changed": (
        f"({_either(*NIK_UNUSABLE)} and {_either('name_changed', 'name_nickname')})"
    ),
    "first_of_january": _either("birth_date_first_of_january"),
    "duplicates": _either("duplicate_same_nik", "duplicate_without_nik", "duplicate_other_village"),
}


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
class Evaluation:
    """What `evaluate` found.

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


def evaluate(rows: pa.Table) -> Evaluation:
    """Compare links with truth.

    Args:
        rows: One row per staged person row: `period, source, person_id` (what was linked),
            `true_person_id`, `faults` (list of text) and `is_twin`.
    """
    engine = duckdb.connect()
    engine.register("given", rows)
    engine.execute("create temp table entry as select row_number() over () as i, * from given")
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
    pairs = {"all": _figures(engine, "true")}
    for (sources,) in engine.execute("select distinct sources from judged order by 1").fetchall():
        pairs[sources] = _figures(engine, f"j.sources = '{sources}'")
    for name, condition in HARD_GROUPS.items():
        pairs[name] = _figures(engine, condition)
    precision, recall = _b_cubed(engine)
    return Evaluation(pairs, precision, recall, _mixed_people(engine))


def _figures(engine: duckdb.DuckDBPyConnection, condition: str) -> PairFigures:
    (row,) = engine.execute(f"""
        select count(*) filter (is_true), count(*) filter (is_linked),
            count(*) filter (is_true and is_linked)
        from judged as j
        inner join entry as l on j.l = l.i
        inner join entry as r on j.r = r.i
        where {condition}
    """).fetchall()
    return PairFigures(*row)


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
