"""How many people, families and rows there truly are of everything that is published.

Needs `listed`, `answered`, `lacked`, `changed`, `moved` and `sent`.
"""

# What in writing a row leaves it without a usable one, by the names of the truth.
NO_NIK = ["nik_missing", "nik_placeholder", "nik_15_digits", "nik_scientific", "nik_number_cell"]
NO_BIRTH_DATE = ["birth_date_missing", "birth_date_impossible"]
# What in writing a row makes its NIK say another birth date or sex than the row. A NIK of somebody
# else is taken to say both otherwise; a mistyped digit to be none of those six, as most are.
OTHER_NIK = ["nik_of_other", "nik_of_head", "nik_shared"]
OTHER_BIRTH_DATE = [
    "nik_date_differs", "birth_date_year_off", "birth_date_first_of_january",
    "birth_date_day_month_swapped",
]  # fmt: skip
OTHER_SEX = ["nik_sex_differs", "sex_wrong"]

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
        -- One of the family whom P3KE puts on the list of another says nothing of its rank.
        coalesce(mode(desil order by desil) filter (desil > 0), 0) as desil
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
select period, 'families p3ke by size', if(persons <= 5, persons::varchar, '6+'), village_code
from (
    select period, true_family_id, any_value(village_code) as village_code, count(*) as persons
    from listed where in_p3ke
    group by period, true_family_id
)
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
select period, unit || ' p3ke by change of decile', movement, village_code from moved
union all
select period, 'rows ' || source || ' by quality', 'usable NIK', village_code_kemendagri from sent
where not list_has_any(faults, {NO_NIK})
union all
select period, 'rows ' || source || ' by quality', 'no birth date', village_code_kemendagri
from sent where list_has_any(faults, {NO_BIRTH_DATE})
union all
select period, 'rows ' || source || ' by quality', 'NIK agrees with birth date',
    village_code_kemendagri
from sent where not list_has_any(faults, {NO_NIK + NO_BIRTH_DATE + OTHER_NIK + OTHER_BIRTH_DATE})
union all
select period, 'rows ' || source || ' by quality', 'NIK agrees with sex', village_code_kemendagri
from sent where not list_has_any(faults, {NO_NIK + OTHER_NIK + OTHER_SEX})
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
