-- P3KE families of each village by decile and by the head's sex.
-- Grain: one row per period, village, decile and sex of the head. No suppression: for officials.
with with_zeros as (
    select village_code_kemendagri, desil, head_sex, 1 as families
    from listed_family
    union all
    select s.village_code_kemendagri, d.desil, c.category as head_sex, 0 as families
    from source_state as s
    inner join category as c on c.dimension = 'head_sex'
    cross join generate_series(0, 10) as d (desil)
    where s.source = 'p3ke'
),

added as (
    select village_code_kemendagri, desil, head_sex, sum(families) as families
    from with_zeros
    group by village_code_kemendagri, desil, head_sex
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    cast(a.desil as smallint) as desil,
    a.head_sex,
    case when s.families_are_known then cast(a.families as integer) end as families,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
