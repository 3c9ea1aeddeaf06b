-- Rows of a period that were set aside, by why.
-- Grain: one row per source, kind and reason.
select
    q.source,
    q.kind,
    r.reason,
    count(*) as rows
from quarantine.row as q
inner join ops.drop as d on q.drop_id = d.drop_id
cross join lateral unnest(q.reasons) as r (reason)
where q.period = :period and d.state = 'accepted'
group by q.source, q.kind, r.reason
