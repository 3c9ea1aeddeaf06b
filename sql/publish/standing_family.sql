-- Family rows of P3KE that stand in a period, one for each list. In the engine, from the grounds.
-- Grain: one row per P3KE family id with a family row.
-- Few families have two rows: which of them holds is decided on keys, and rows are taken whole after.
with chosen as materialized (
    select distinct on (f.source_family_id)
        f.delivered_period,
        f.row_id
    from family_row as f
    inner join coverage as c
        on
            c.kind = 'family'
            and f.delivered_period = c.delivered_period
            and f.source = c.source
            and f.village_code_kemendagri = c.village_code_kemendagri
    where f.source = 'p3ke'
    order by
        f.source_family_id,
        f.delivered_period desc,
        f.village_code_kemendagri,
        f.row_id
)

select f.*
from family_row as f
inner join chosen as c on f.delivered_period = c.delivered_period and f.row_id = c.row_id
