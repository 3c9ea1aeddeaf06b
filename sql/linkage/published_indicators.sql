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
),

-- Of months in which P3KE came and of which the one before is published too; nobody is said as well.
decile_changes as (
    select
        p.period,
        v.village_code_kemendagri,
        x.unit || ' p3ke by change of decile' as indicator,
        p.desil_before || ' > ' || p.desil as category,
        coalesce(case x.unit when 'persons' then c.persons else c.families end, 0) as value
    from (
        select distinct d.period, d.desil_before, d.desil
        from mart.village_decile_change_monthly as d
        inner join mart.current_release as r
            on r.period = cast(d.period - interval '1 month' as date)
        where d.is_delivered and d.as_of_p3ke = d.period
    ) as p
    cross join reference.village as v
    cross join (values ('persons'), ('families')) as x (unit)
    left join mart.village_decile_change_monthly as c
        on
            p.period = c.period
            and p.desil_before = c.desil_before
            and p.desil = c.desil
            and v.village_code_kemendagri = c.village_code_kemendagri
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
union all
select
    to_char(c.period, 'YYYY-MM') as period,
    c.indicator,
    c.category,
    a.level,
    a.area_code,
    sum(c.value) as value,
    null as low,
    null as high
from (
    select
        period,
        village_code_kemendagri,
        'persons p3ke by education' as indicator,
        education as category,
        persons as value
    from mart.village_education_monthly
    where education <> 'unknown'
    union all
    select period, village_code_kemendagri, 'persons p3ke by work', work, persons
    from mart.village_work_monthly
    where work <> 'unknown'
    union all
    select
        period, village_code_kemendagri, 'families p3ke by dwelling', item || ' ' || category, families
    from mart.village_housing_monthly
    where category <> 'unknown'
    union all
    select
        p.period,
        p.village_code_kemendagri,
        'families p3ke by programme',
        p.programme || ' ' || x.category,
        x.families
    from mart.village_programme_monthly as p
    cross join lateral (
        values ('true', p.families_receiving), ('false', p.families_not_receiving)
    ) as x (category, families)
    union all
    select
        period, village_code_kemendagri, 'families p3ke by stunting risk', stunting_risk, families
    from mart.village_stunting_monthly
    where stunting_risk <> 'unknown'
    union all
    select period, village_code_kemendagri, 'families p3ke by sex of the head', head_sex, families
    from mart.village_family_head_monthly
    where head_sex <> 'unknown'
    union all
    select period, village_code_kemendagri, 'families p3ke by size', family_size, families
    from mart.village_family_composition_monthly
    where family_size <> 'unknown'
    union all
    select period, village_code_kemendagri, indicator, category, value
    from decile_changes
    union all
    select
        period,
        village_code_kemendagri,
        'families p3ke by number of lacks',
        deprivations::text,
        families
    from mart.village_deprivation_monthly
    where deprivations >= 0
    union all
    -- What came or went is counted, whichever way; of those who left the truth knows no reason.
    select
        h.period,
        h.village_code_kemendagri,
        'persons ' || h.source || ' by change',
        x.category,
        abs(x.value)
    from mart.village_change_monthly as h
    cross join lateral (
        values
        ('new', h.new),
        ('returned', h.returned),
        ('moved_in', h.moved_in),
        ('moved_out', h.moved_out),
        ('dropped', h.dropped + h.dead + h.refused)
    ) as x (category, value)
    where h.figure = 'persons' and h.opening is not null
    union all
    -- Of what came in this very month.
    select
        q.period,
        q.village_code_kemendagri,
        'rows ' || q.source || ' by quality',
        x.category,
        x.value
    from mart.village_quality_monthly as q
    cross join lateral (
        values
        ('usable NIK', q.rows_with_usable_nik),
        ('NIK agrees with birth date', q.rows_nik_agrees_with_birth_date),
        ('NIK agrees with sex', q.rows_nik_agrees_with_sex),
        ('no birth date', q.rows_without_birth_date),
        ('repeated', q.rows_repeating_a_person)
    ) as x (category, value)
    where
        q.is_delivered
        and q.period = case q.source when 'p3ke' then q.as_of_p3ke else q.as_of_dtks end
) as c
inner join areas as a on c.village_code_kemendagri = a.village_code_kemendagri
where c.value is not null
group by c.period, c.indicator, c.category, a.level, a.area_code
union all
select
    to_char(h.period, 'YYYY-MM') as period,
    'families p3ke by combination of lacks' as indicator,
    h.combination as category,
    'kecamatan' as level,
    h.kecamatan_code_kemendagri as area_code,
    h.families as value,
    null as low,
    null as high
from mart.kecamatan_housing_combination_monthly as h
where h.combination <> 'unknown'
