-- What was last published of each village cell, in this month and in the months beside it.
-- Grain: one row per unit, month, village and cell. `distance`: 0 this month, 1 the one before, 2 the
-- one after: in this order they bind.
with months as (
    select cast(:period as date) as period, 0 as distance
    union all
    select max(period) as period, 1 as distance
    from disclosure.register
    where period < :period
    union all
    select min(period) as period, 2 as distance
    from disclosure.register
    where period > :period
)

select
    c.unit,
    m.distance,
    r.village_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    r.truth,
    r.published
from months as m
inner join disclosure.register as r on m.period = r.period
inner join release.public_cell as c on r.cell_id = c.cell_id
