-- What was last published of the tables that only kecamatan show, in this month and in those beside it.
-- Grain: one row per unit, month, kecamatan and cell. `distance` as in
-- register.sql.
with months as (
    select cast(:period as date) as period, 0 as distance
    union all
    select max(period) as period, 1 as distance
    from disclosure.kecamatan_register
    where period < :period
    union all
    select min(period) as period, 2 as distance
    from disclosure.kecamatan_register
    where period > :period
)

select
    c.unit,
    r.kecamatan_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    m.distance,
    r.truth,
    r.published
from months as m
inner join disclosure.kecamatan_register as r on m.period = r.period
inner join release.public_cell as c on r.cell_id = c.cell_id
