-- What is wrong with the public numbers of a month, as readers see them: written apart from the
-- rounding. Grain: one row per rule, with how often it is broken and how many numbers were looked at.
with shown as materialized (
    select
        c.unit,
        t.level,
        t.area_code_kemendagri,
        a.parent_code_kemendagri,
        t.cell_id,
        c.row_dimension,
        c.row_category,
        c.column_dimension,
        c.column_category,
        t.value
    from mart.current_release as r
    inner join release.public_count as t on r.release_no = t.release_no
    inner join release.public_cell as c on t.cell_id = c.cell_id
    inner join mart_public.area as a
        on t.level = a.level and t.area_code_kemendagri = a.area_code_kemendagri
    where r.period = :period
),

margins as materialized (
    select unit, area_code_kemendagri, row_dimension, row_category, value
    from shown
    where column_dimension = 'all'
),

by_dimension as (
    select unit, area_code_kemendagri, row_dimension, sum(value) as value
    from margins
    where row_dimension <> 'all'
    group by unit, area_code_kemendagri, row_dimension
),

by_margin as (
    select
        unit,
        area_code_kemendagri,
        row_dimension as dimension,
        row_category as category,
        sum(value) as value
    from shown
    where column_dimension <> 'all'
    group by unit, area_code_kemendagri, row_dimension, row_category, column_dimension
    union all
    select unit, area_code_kemendagri, column_dimension, column_category, sum(value)
    from shown
    where column_dimension <> 'all'
    group by unit, area_code_kemendagri, column_dimension, column_category, row_dimension
),

-- Villages of few people do not show their crosses: those are compared from kecamatan upwards.
by_parent as (
    select parent_code_kemendagri, cell_id, sum(value) as value
    from shown
    where level = 'kecamatan' or (level = 'village' and column_dimension = 'all')
    group by parent_code_kemendagri, cell_id
),

told as (
    select village_code_kemendagri as area_code_kemendagri, cell_id, truth, published, true as is_village
    from disclosure.register
    where period = :period
    union all
    select kecamatan_code_kemendagri, cell_id, truth, published, false as is_village
    from disclosure.kecamatan_register
    where period = :period
),

rules as (
    select 'no multiple of 5' as rule, value % 5 <> 0 or value < 0 as is_broken
    from shown
    union all
    select 'a dimension is not its total', d.value <> m.value
    from by_dimension as d
    inner join margins as m
        on
            d.unit = m.unit
            and d.area_code_kemendagri = m.area_code_kemendagri
            and m.row_dimension = 'all'
    union all
    select 'a cross is not its margin', b.value <> m.value
    from by_margin as b
    inner join margins as m
        on
            b.unit = m.unit
            and b.area_code_kemendagri = m.area_code_kemendagri
            and b.dimension = m.row_dimension
            and b.category = m.row_category
    union all
    select 'an area is not the sum of its parts', p.value <> s.value
    from by_parent as p
    inner join shown as s
        on p.parent_code_kemendagri = s.area_code_kemendagri and p.cell_id = s.cell_id
    union all
    select 'not what the register says', t.published <> s.value
    from told as t
    inner join shown as s
        on t.area_code_kemendagri = s.area_code_kemendagri and t.cell_id = s.cell_id
    union all
    select
        'off by more than is declared',
        t.is_village
        and abs(t.truth - s.value) > case when s.row_dimension = 'all' then :total else :other end
    from told as t
    inner join shown as s
        on t.area_code_kemendagri = s.area_code_kemendagri and t.cell_id = s.cell_id
)

select
    rule,
    count(*) filter (where is_broken) as broken,
    count(*) as checked
from rules
group by rule
order by rule
