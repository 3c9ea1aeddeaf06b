-- True counts of the tables that only kecamatan show, from the fresh tables of the month.
-- Grain: one row per kecamatan and cell, by its number. Protected before anybody sees them. In the
-- engine; needs cell and listed_family.
with asked as materialized (
    select village_code_kemendagri, 'education' as dimension, education as category, sex, persons
    from fresh_village_education_monthly
    where persons > 0 and education <> 'unknown'
    union all
    select village_code_kemendagri, 'work' as dimension, work as category, sex, persons
    from fresh_village_work_monthly
    where persons > 0 and work <> 'unknown'
),

persons as materialized (
    select village_code_kemendagri, sex, sum(persons) as persons
    from fresh_village_agreement_by_decile_monthly
    where persons > 0
    group by village_code_kemendagri, sex
),

-- Who does not stand in P3KE was not asked.
answered as (
    select village_code_kemendagri, dimension, category, sex, persons
    from asked
    union all
    select p.village_code_kemendagri, d.dimension, 'unknown' as category, p.sex, p.persons
    from persons as p
    cross join (values ('education'), ('work')) as d (dimension)
    union all
    select village_code_kemendagri, dimension, 'unknown' as category, sex, -persons as persons
    from asked
),

by_decile as (
    select
        p.village_code_kemendagri,
        'programme_' || p.programme as dimension,
        x.category,
        p.desil,
        x.families
    from fresh_village_programme_monthly as p
    cross join lateral (
        values
        ('receives', p.families_receiving),
        ('does_not', p.families_not_receiving),
        ('unknown', p.families_unknown)
    ) as x (category, families)
    union all
    select village_code_kemendagri, 'stunting_risk', stunting_risk, desil, count(*)
    from listed_family
    group by village_code_kemendagri, stunting_risk, desil
    union all
    -- Who left is in no list of this month.
    select
        c.village_code_kemendagri,
        'decile_before',
        coalesce(b.decile_group, 'not_listed'),
        c.desil,
        c.families
    from fresh_village_decile_change_monthly as c
    left join decile_group as b on c.desil_before = b.desil
    where c.desil >= 0
),

cells as (
    select
        'persons' as unit,
        village_code_kemendagri,
        dimension as row_dimension,
        category as row_category,
        'sex' as column_dimension,
        sex as column_category,
        persons as value
    from answered
    union all
    select
        'families',
        f.village_code_kemendagri,
        f.dimension,
        f.category,
        'decile_group',
        d.decile_group,
        f.families
    from by_decile as f
    inner join decile_group as d on f.desil = d.desil
    where f.families is not null
    union all
    select
        'families',
        village_code_kemendagri,
        'deprivations',
        case when deprivations = -1 then 'unknown' else deprivations::text end,
        'all',
        'all',
        families
    from fresh_village_deprivation_monthly
    where families is not null
)

select
    k.cell_id,
    v.kecamatan_code_kemendagri,
    sum(c.value)::integer as value
from cells as c
inner join village as v on c.village_code_kemendagri = v.village_code_kemendagri
inner join cell as k
    on
        c.unit = k.unit
        and c.row_dimension = k.row_dimension
        and c.row_category = k.row_category
        and c.column_dimension = k.column_dimension
        and c.column_category = k.column_category
group by k.cell_id, v.kecamatan_code_kemendagri
