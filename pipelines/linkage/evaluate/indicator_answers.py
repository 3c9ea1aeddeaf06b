"""What sources say of people and dwellings, told of whom it is truly about."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

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
LACK_SCHEMA = pa.schema([("item", pa.string()), ("category", pa.string())])
# In the order in which a combination of them is named.
LACKING = ("roof", "wall", "floor", "lighting", "cooking_fuel", "drinking_water", "toilet")


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
