"""Whose row is whose: linked rows beside the truth that `padan simulate` wrote."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.errors import UsageError

LINKED_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("source", pa.string()),
        ("file_name", pa.string()),
        ("sheet_name", pa.string()),
        ("row_number", pa.int64()),
        ("village_code_kemendagri", pa.string()),
        ("list", pa.string()),
        ("node_id", pa.int64()),
        ("person_id", pa.int64()),
        ("registry_id", pa.int64()),
    ]
)

# A child is as many years younger than a parent; brothers of one name are no such pair.
GENERATION_YEARS = 14


def find_truth(given: Path) -> Path:
    """Return the folder that holds `rows.parquet`: the given one, or `truth` in it.

    Raises:
        UsageError: It is in neither.
    """
    for folder in (given, given / "truth"):
        if (folder / "rows.parquet").exists():
            return folder
    raise UsageError(
        f"There is no truth in {given}.", remedy="Name the folder that `padan simulate` wrote."
    )


def with_truth(linked: pa.Table, truth: Path) -> pa.Table:
    """Join rows of the warehouse with whose they are.

    Args:
        linked: One row per staged person row, with `period, file_name, sheet_name, row_number`.
        truth: Folder with `rows`, `people` and `events.parquet`.

    Returns:
        The columns of `linked`, and `true_person_id`, `faults`, `traits` (see `hard_groups`).

    Raises:
        UsageError: The truth is about other drops.
    """
    with open_engine() as engine:
        engine.register("linked", linked)
        for name in ("rows", "people", "events"):
            engine.register(name, engine.read_parquet(str(truth / f"{name}.parquet")))
        engine.execute(TRAITS)
        rows = engine.sql("""
            select l.*, t.true_person_id, t.faults, coalesce(x.traits, []) as traits
            from linked as l
            inner join rows as t
                on l.file_name = t.file_name and l.sheet_name = t.sheet_name
                and l.row_number = t.row_number
            left join trait as x
                on t.true_person_id = x.true_person_id and l.period = x.period
            where t.kind = 'person'
        """).to_arrow_table()
    if rows.num_rows == 0:
        raise UsageError(
            "This truth is about other drops than those in the warehouse.",
            remedy="Run the months of that simulation first.",
        )
    return rows


# `moved` counts from the month of the move on: an older listing still says the old village.
TRAITS = f"""
create temp table trait as
with parent_and_child as (
    select distinct unnest([a.true_person_id, b.true_person_id]) as true_person_id, a.period
    from people as a
    inner join people as b
        on a.period = b.period and a.true_family_id = b.true_family_id and a.name = b.name
    where b.birth_date > a.birth_date + interval {GENERATION_YEARS} year
),
found as (
    select true_person_id, period, 'twin' as trait from people where twin_of is not null
    union all
    select true_person_id, period, 'parent_and_child_of_one_name' from parent_and_child
    union
    select p.true_person_id, p.period, 'moved'
    from people as p
    inner join events as e on p.true_person_id = e.true_person_id and e.period <= p.period
    where e.kind in ('move', 'marriage', 'split')
)
select true_person_id, period, list(trait order by trait) as traits
from found
group by true_person_id, period
"""
