-- True counts of everything that is published of a village, from the fresh tables of the month.
-- Grain: one row per village and cell, by its number. What was never delivered has no rows. Protected
-- before anybody sees them. In the engine; needs cell.
with persons as materialized (
    select
        p.village_code_kemendagri,
        p.agreement,
        d.decile_group,
        p.sex,
        sum(p.persons) as value
    from fresh_village_agreement_by_decile_monthly as p
    inner join decile_group as d on p.desil = d.desil
    where p.persons > 0
    group by p.village_code_kemendagri, p.agreement, d.decile_group, p.sex
),

ages as materialized (
    select village_code_kemendagri, sex, age_group, persons as value
    from fresh_village_demography_monthly
    where source = 'any' and persons > 0
),

heads as materialized (
    select
        f.village_code_kemendagri,
        d.decile_group,
        f.head_sex,
        f.families as value
    from fresh_village_family_head_monthly as f
    inner join decile_group as d on f.desil = d.desil
    where f.families > 0
),

-- Who does not stand in P3KE was not asked.
asked as materialized (
    select village_code_kemendagri, 'education' as dimension, education as category, persons as value
    from fresh_village_education_monthly
    where persons > 0 and education <> 'unknown'
    union all
    select village_code_kemendagri, 'work' as dimension, work as category, persons as value
    from fresh_village_work_monthly
    where persons > 0 and work <> 'unknown'
),

singles as (
    select 'persons' as unit, village_code_kemendagri, 'all' as dimension, 'all' as category, value
    from persons
    union all
    select 'persons', village_code_kemendagri, 'agreement', agreement, value from persons
    union all
    select 'persons', village_code_kemendagri, 'decile_group', decile_group, value from persons
    union all
    select 'persons', village_code_kemendagri, 'sex', sex, value from persons
    union all
    select 'persons', village_code_kemendagri, 'age_group', age_group, value from ages
    union all
    select 'persons', village_code_kemendagri, dimension, category, value from asked
    union all
    select 'persons', p.village_code_kemendagri, d.dimension, 'unknown', p.value
    from persons as p
    cross join (values ('education'), ('work')) as d (dimension)
    union all
    select 'persons', village_code_kemendagri, dimension, 'unknown', -value from asked
    union all
    select 'families', village_code_kemendagri, 'all', 'all', value from heads
    union all
    select 'families', village_code_kemendagri, 'decile_group', decile_group, value from heads
    union all
    select 'families', village_code_kemendagri, 'head_sex', head_sex, value from heads
    union all
    select 'families', village_code_kemendagri, 'family_size', family_size, families
    from fresh_village_family_composition_monthly
    union all
    select 'families', village_code_kemendagri, item, category, families
    from fresh_village_housing_monthly
    union all
    select 'families', village_code_kemendagri, 'stunting_risk', stunting_risk, families
    from fresh_village_stunting_monthly
    union all
    select 'families', p.village_code_kemendagri, 'programme_' || p.programme, x.category, x.value
    from fresh_village_programme_monthly as p
    cross join lateral (
        values
        ('receives', p.families_receiving),
        ('does_not', p.families_not_receiving),
        ('unknown', p.families_unknown)
    ) as x (category, value)
),

crosses as (
    select
        'persons' as unit,
        village_code_kemendagri,
        'agreement' as row_dimension,
        agreement as row_category,
        'decile_group' as column_dimension,
        decile_group as column_category,
        value
    from persons
    union all
    select
        'persons', village_code_kemendagri, 'decile_group', decile_group, 'sex', sex, value
    from persons
    union all
    select 'persons', village_code_kemendagri, 'sex', sex, 'age_group', age_group, value
    from ages
    union all
    select
        'families', village_code_kemendagri, 'decile_group', decile_group, 'head_sex', head_sex, value
    from heads
),

cells as (
    select
        unit,
        village_code_kemendagri,
        dimension as row_dimension,
        category as row_category,
        'all' as column_dimension,
        'all' as column_category,
        value
    from singles
    where value is not null
    union all
    select
        unit,
        village_code_kemendagri,
        row_dimension,
        row_category,
        column_dimension,
        column_category,
        value
    from crosses
)

select
    k.cell_id,
    c.village_code_kemendagri,
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
group by k.cell_id, c.village_code_kemendagri, v.kecamatan_code_kemendagri
