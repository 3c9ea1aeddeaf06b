-- P3KE families and persons of each village by risk of stunting.
-- Grain: one row per period, village and risk. No suppression: for officials.
with with_zeros as (
    select village_code_kemendagri, stunting_risk, 1 as families, 0 as persons
    from listed_family
    union all
    select
        village_code_kemendagri,
        coalesce(stunting_risk, 'unknown') as stunting_risk,
        0 as families,
        1 as persons
    from listed_person
    where in_p3ke
    union all
    select s.village_code_kemendagri, c.category as stunting_risk, 0 as families, 0 as persons
    from source_state as s
    inner join category as c on c.dimension = 'stunting_risk'
    where s.source = 'p3ke'
),

added as (
    select
        village_code_kemendagri,
        stunting_risk,
        sum(families) as families,
        sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, stunting_risk
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.stunting_risk,
    case when s.families_are_known then cast(a.families as integer) end as families,
    case when s.is_known then cast(a.persons as integer) end as persons,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
