-- Published indicators by level and area, beside which a truth can be held.
-- Grain: one row per period, indicator, category, level and area.
with areas as materialized (
    select v.village_code_kemendagri, x.level, x.area_code
    from reference.village as v
    cross join lateral (
        values
        ('village', v.village_code_kemendagri),
        ('kecamatan', v.kecamatan_code_kemendagri),
        ('regency', substr(v.village_code_kemendagri, 1, 4))
    ) as x (level, area_code)
)

select
    to_char(b.period, 'YYYY-MM') as period,
    b.figure || ' ' || b.source as indicator,
    'all' as category,
    b.level,
    b.area_code_kemendagri as area_code,
    b.value,
    b.low,
    b.high
from mart.area_bounds_monthly as b
where b.desil is null and b.value is not null
union all
select
    to_char(b.period, 'YYYY-MM') as period,
    b.figure || ' p3ke by decile' as indicator,
    b.desil::text as category,
    b.level,
    b.area_code_kemendagri as area_code,
    b.value,
    b.low,
    b.high
from mart.area_bounds_monthly as b
where b.source = 'p3ke' and b.desil is not null and b.value is not null
union all
select
    to_char(d.period, 'YYYY-MM') as period,
    'persons any by ' || x.kind as indicator,
    x.category,
    a.level,
    a.area_code,
    sum(d.persons) as value,
    null as low,
    null as high
from mart.village_demography_monthly as d
inner join areas as a on d.village_code_kemendagri = a.village_code_kemendagri
cross join lateral (values ('sex', d.sex), ('age', d.age_group)) as x (kind, category)
where d.source = 'any' and d.persons is not null
group by d.period, x.kind, x.category, a.level, a.area_code
