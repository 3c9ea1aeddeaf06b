-- Person rows set aside, of the deliveries of which something stands in a period, by sheet.
-- Grain: one row per drop and sheet.
with standing as materialized (
    select distinct source, delivered_period
    from registry.coverage
    where period = :period and kind = 'person'
)

select
    q.source,
    q.drop_id,
    q.sheet_no,
    count(*) as rows
from quarantine.row as q
inner join standing as s on q.source = s.source and q.period = s.delivered_period
inner join ops.drop as d on q.drop_id = d.drop_id and d.state = 'accepted'
where q.kind = 'person' and not 'total_row' = any(q.reasons)
group by q.source, q.drop_id, q.sheet_no
