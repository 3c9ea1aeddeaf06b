-- Rows of a month that were set aside, by source and reason; their village is often what is wrong.
-- Grain: one row per period, source, kind and reason. No suppression: for officials.
select
    cast(:period as date) as period,
    q.source,
    q.kind,
    r.reason,
    cast(count(*) as integer) as rows
from quarantine.row as q
inner join ops.drop as d on q.drop_id = d.drop_id
cross join lateral unnest(q.reasons) as r (reason)
where q.period = :period and d.state = 'accepted'
group by q.source, q.kind, r.reason
