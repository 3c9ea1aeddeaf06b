-- Persons of each village by where they are listed and by P3KE's decile and sex.
-- Grain: one row per period, village, agreement, decile and sex. No suppression: for officials.
with with_zeros as (
    select village_code_kemendagri, agreement, desil, sex, 1 as persons
    from listed_person
    union all
    select
        s.village_code_kemendagri,
        c.category as agreement,
        d.desil,
        x.category as sex,
        0 as persons
    from source_state as s
    inner join category as c on c.dimension = 'agreement'
    inner join category as x on x.dimension = 'sex'
    cross join generate_series(0, 10) as d (desil)
    where s.source = 'any'
),

added as (
    select village_code_kemendagri, agreement, desil, sex, sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, agreement, desil, sex
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.agreement,
    cast(a.desil as smallint) as desil,
    a.sex,
    case when s.is_known then cast(a.persons as integer) end as persons,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'any'
