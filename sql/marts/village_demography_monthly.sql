-- Persons of each village by source, sex and age group.
-- Grain: one row per period, village, source, sex and age group. No suppression: for officials.
-- First as wide as the sources, then turned: people are read once.
with sums as materialized (
    select
        village_code_kemendagri,
        sex,
        age_group,
        count(*) filter (where in_p3ke) as p3ke,
        count(*) filter (where in_dtks) as dtks,
        count(*) filter (where in_p3ke and in_dtks) as both_sources,
        count(*) as any_source
    from listed_person
    group by village_code_kemendagri, sex, age_group
),

counted as (
    select s.village_code_kemendagri, x.source, s.sex, s.age_group, x.persons
    from sums as s
    cross join lateral (
        values
        ('p3ke', s.p3ke), ('dtks', s.dtks), ('both', s.both_sources), ('any', s.any_source)
    ) as x (source, persons)
),

-- Added up rather than joined: the planner cannot know how few rows a count leaves.
with_zeros as (
    select village_code_kemendagri, source, sex, age_group, persons
    from counted
    union all
    select
        s.village_code_kemendagri,
        s.source,
        a.category as sex,
        b.category as age_group,
        0 as persons
    from source_state as s
    inner join category as a on a.dimension = 'sex'
    inner join category as b on b.dimension = 'age_group'
),

added as (
    select
        village_code_kemendagri,
        source,
        sex,
        age_group,
        sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, source, sex, age_group
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.source,
    a.sex,
    a.age_group,
    case when s.is_known then cast(a.persons as integer) end as persons,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
