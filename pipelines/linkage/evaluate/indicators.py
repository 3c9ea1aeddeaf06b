"""Each published indicator beside the true one: how far off it is, and whether its bounds hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engine import open_engine

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
_ROW = [
    ("period", pa.string()),
    ("file_name", pa.string()),
    ("sheet_name", pa.string()),
    ("row_number", pa.int64()),
]
PERSON_ANSWERS_SCHEMA = pa.schema(
    [*_ROW, ("desil", pa.int64()), ("education", pa.string()), ("work", pa.string())]
)
FAMILY_ANSWERS = (
    "head_sex", "home_ownership", "roof", "wall", "floor", "lighting", "cooking_fuel",
    "drinking_water", "toilet", "stunting_risk", "bpnt", "bpum", "bst", "pkh", "sembako",
    "prakerja", "kur",
)  # fmt: skip
FAMILY_ANSWERS_SCHEMA = pa.schema([*_ROW, *((name, pa.string()) for name in FAMILY_ANSWERS)])
# What in writing a row leaves it without a usable one, by the names of the truth.
NO_NIK = ["nik_missing", "nik_placeholder", "nik_15_digits", "nik_scientific", "nik_number_cell"]
NO_BIRTH_DATE = ["birth_date_missing", "birth_date_impossible"]
LACK_SCHEMA = pa.schema([("item", pa.string()), ("category", pa.string())])
# In the order in which a combination of them is named.
LACKING = ("roof", "wall", "floor", "lighting", "cooking_fuel", "drinking_water", "toilet")


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


@dataclass(frozen=True)
class Answers:
    """What sources say, beside which the truth knows of whom they speak.

    Attributes:
        persons: Rows of `PERSON_ANSWERS_SCHEMA`.
        families: Rows of `FAMILY_ANSWERS_SCHEMA`.
        lacks: Answers about a dwelling that count as a lack, rows of `LACK_SCHEMA`.
        rows: `period, source, village_code_kemendagri, true_person_id, faults` of each person row.
    """

    persons: pa.Table
    families: pa.Table
    lacks: pa.Table
    rows: pa.Table


def evaluate_indicators(
    published: pa.Table, answers: Answers, truth: Path
) -> Sequence[IndicatorFigures]:
    """Compare every published indicator with the number of people or families it is about.

    True are: who is listed, by the village, sex and birth date that people really have; a family
    is listed where one of its people is. A decile, a roof, a programme are P3KE's word: truth says
    of whom it speaks, once of each however often it is said, and where they live. What changed is
    told from the months of the truth: of its first month nothing is. How good rows are is what the
    truth says went wrong in writing them, where they were sent.

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
        for statement in (LISTED, CHANGED, ANSWERED, LACKED, COUNTED, TRUE_CELLS):
            engine.execute(statement)
        found = engine.execute(FIGURES).fetchall()
    return [IndicatorFigures(*row) for row in found]


# Age as the marts cut it: full years on the last day of the month.
LISTED = """
create temp table listed as
with ranked as (
    select d.period, r.true_person_id, min(d.desil) as desil, min(d.education) as education,
        min(d.work) as work
    from person_answer as d
    inner join rows as r
        on d.file_name = r.file_name and d.sheet_name = r.sheet_name
        and d.row_number = r.row_number
    where r.kind = 'person'
    group by all
)
select p.period, p.true_person_id, p.true_family_id, p.village_code, p.sex, p.in_p3ke, p.in_dtks,
    coalesce(d.desil, 0) as desil, d.education, d.work,
    date_sub('year', p.birth_date, last_day(strptime(p.period || '-01', '%Y-%m-%d')::date)) as age
from people as p
left join ranked as d on p.period = d.period and p.true_person_id = d.true_person_id
where p.in_p3ke or p.in_dtks
"""

# From month to month, by source, as the books tell it: who moved counts in both villages.
CHANGED = """
create temp table changed as
with month as (
    select period, lag(period) over (order by period) as before
    from (select distinct period from people)
),
source as (
    select p.period, p.true_person_id, p.village_code, unnest(list_filter([
        if(in_p3ke, 'p3ke', null), if(in_dtks, 'dtks', null), 'any'
    ], lambda x: x is not null)) as source
    from people as p
    where p.in_p3ke or p.in_dtks
),
first as (
    select source, true_person_id, min(period) as period
    from source
    group by all
),
step as (
    select m.period, b.source as was, coalesce(a.source, b.source) as source,
        a.village_code, b.village_code as village_before, a.true_person_id is not null as is_listed,
        f.period < m.period as was_ever
    from month as m
    cross join (select distinct source from source) as s
    inner join first as f on s.source = f.source
    left join source as a
        on m.period = a.period and f.source = a.source and f.true_person_id = a.true_person_id
    left join source as b
        on m.before = b.period and f.source = b.source and f.true_person_id = b.true_person_id
    where m.before is not null and (a.true_person_id is not null or b.true_person_id is not null)
)
select period, source, case when was_ever then 'returned' else 'new' end as what, village_code
from step where is_listed and was is null
union all
select period, source, 'dropped', village_before from step where not is_listed
union all
select period, source, unnest(['moved_in', 'moved_out']), unnest([village_code, village_before])
from step where is_listed and was is not null and village_code <> village_before
"""

# Several rows of one family may differ: the smallest answer stands, as in the marts.
ANSWERED = """
create temp table answered as
with row_answer as (
    select r.true_family_id, a.* exclude (file_name, sheet_name, row_number)
    from family_answer as a
    inner join rows as r
        on a.file_name = r.file_name and a.sheet_name = r.sheet_name
        and a.row_number = r.row_number
    where r.kind = 'family'
),
said as (
    select period, true_family_id, min(columns(* exclude (period, true_family_id)))
    from row_answer
    group by period, true_family_id
),
answers as (
    unpivot said on columns(* exclude (period, true_family_id)) into name question value answer
)
select s.period, s.true_family_id, l.village_code, s.question, s.answer
from answers as s
inner join (
    select period, true_family_id, any_value(village_code) as village_code
    from listed
    where in_p3ke
    group by all
) as l using (period, true_family_id)
"""

# A dwelling of which anything is not known lacks nothing that could be counted.
LACKED = f"""
create temp table lacked as
select a.period, a.true_family_id, any_value(a.village_code) as village_code,
    list(a.question order by list_position({list(LACKING)}, a.question))
        filter (l.item is not null) as lacks
from answered as a
left join lack as l on a.question = l.item and a.answer = l.category
where a.question in {LACKING}
group by a.period, a.true_family_id
having count(*) = {len(LACKING)}
"""

COUNTED = f"""
create temp table counted as
with by_source as (
    select l.*, unnest(list_filter([
        if(in_p3ke, 'p3ke', null), if(in_dtks, 'dtks', null),
        if(in_p3ke and in_dtks, 'both', null), 'any'
    ], lambda x: x is not null)) as source
    from listed as l
),
family as (
    select period, source, true_family_id, any_value(village_code) as village_code,
        coalesce(min(desil) filter (desil > 0), 0) as desil
    from by_source
    group by all
)
select period, 'persons ' || source as indicator, 'all' as category, village_code from by_source
union all
select period, 'families ' || source, 'all', village_code from family
union all
select period, 'persons p3ke by decile', desil::varchar, village_code from listed where in_p3ke
union all
select period, 'families p3ke by decile', desil::varchar, village_code from family
where source = 'p3ke'
union all
select period, 'persons p3ke by education', education, village_code from listed
where in_p3ke and education is not null
union all
select period, 'persons p3ke by work', work, village_code from listed
where in_p3ke and work is not null
union all
select period, case
        when question = 'head_sex' then 'families p3ke by sex of the head'
        when question = 'stunting_risk' then 'families p3ke by stunting risk'
        when answer in ('true', 'false') then 'families p3ke by programme'
        else 'families p3ke by dwelling'
    end,
    if(question in ('head_sex', 'stunting_risk'), answer, question || ' ' || answer), village_code
from answered
union all
select period, 'families p3ke by number of lacks', coalesce(len(lacks), 0)::varchar, village_code
from lacked
union all
select period, 'families p3ke by combination of lacks',
    coalesce(array_to_string(lacks, ' + '), 'none'), village_code
from lacked
union all
select period, 'persons ' || source || ' by change', what, village_code from changed
union all
select period, 'rows ' || source || ' by quality', 'usable NIK', village_code_kemendagri from sent
where not list_has_any(faults, {NO_NIK})
union all
select period, 'rows ' || source || ' by quality', 'no birth date', village_code_kemendagri
from sent where list_has_any(faults, {NO_BIRTH_DATE})
union all
select period, 'rows ' || source || ' by quality', 'repeated', village_code_kemendagri
from sent
qualify row_number() over (
    partition by period, source, village_code_kemendagri, true_person_id
) > 1
union all
select period, 'persons any by sex', sex, village_code from listed
union all
select period, 'persons any by age', case
        when age <= 5 then '0-5' when age <= 12 then '6-12' when age <= 15 then '13-15'
        when age <= 18 then '16-18' when age <= 59 then '19-59' else '60+'
    end, village_code
from listed
"""

TRUE_CELLS = """
create temp table true_cell as
select c.period, c.indicator, c.category, l.level, left(c.village_code, l.digits) as area_code,
    count(*) as true_value
from counted as c
cross join (values ('village', 10), ('kecamatan', 6), ('regency', 4)) as l (level, digits)
group by all
"""

FIGURES = """
with compared as (
    select p.*, coalesce(t.true_value, 0) as truly, p.value - truly as error
    from published as p
    left join true_cell as t using (period, indicator, category, level, area_code)
    where p.period in (select period from people)
        and not (p.indicator like '%by change' and p.period = (select min(period) from people))
)
select period, indicator, level, count(*), avg(truly), avg(abs(error)), avg(error),
    avg((truly between low and high)::integer),
    median((high - low) / value) filter (value > 0)
from compared
group by period, indicator, level
order by period, indicator, level desc
"""
