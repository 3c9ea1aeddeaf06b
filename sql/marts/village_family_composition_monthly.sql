-- P3KE families of each village, and their people, by size and by the head's age.
-- Grain: one row per period, village, family size and age group. No suppression: for officials.
with with_zeros as (
    select village_code_kemendagri, family_size, head_age_group, 1 as families, size as persons
    from listed_family
    union all
    select
        s.village_code_kemendagri,
        c.category as family_size,
        a.category as head_age_group,
        0 as families,
        0 as persons
    from source_state as s
    inner join category as c on c.dimension = 'family_size'
    inner join category as a on a.dimension = 'age_group'
    where s.source = 'p3ke'
),

added as (
    select
        village_code_kemendagri,
        family_size,
        head_age_group,
        sum(families) as families,
        sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, family_size, head_age_group
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.family_size,
    a.head_age_group,
    case when s.families_are_known then cast(a.families as integer) end as families,
    s.as_of_p3ke,
    s.is_delivered,
    case when s.families_are_known then cast(a.persons as integer) end as persons
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
