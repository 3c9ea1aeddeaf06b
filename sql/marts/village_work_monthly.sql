-- P3KE persons of each village by work and sex.
-- Grain: one row per period, village, work and sex. No suppression: for officials.
with with_zeros as (
    select village_code_kemendagri, work, sex, 1 as persons
    from listed_person
    where in_p3ke
    union all
    select s.village_code_kemendagri, c.category as work, x.category as sex, 0 as persons
    from source_state as s
    inner join category as c on c.dimension = 'work'
    inner join category as x on x.dimension = 'sex'
    where s.source = 'p3ke'
),

added as (
    select village_code_kemendagri, work, sex, sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, work, sex
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.work,
    a.sex,
    case when s.is_known then cast(a.persons as integer) end as persons,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
