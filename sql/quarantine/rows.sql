-- Rows set aside in a period: one line per row and reason, in positions only.
select
    d.file_name,
    s.sheet_name,
    q.row_number,
    q.source,
    q.kind,
    r.code,
    r.column_name as column
from quarantine.row as q
inner join ops.drop as d on q.drop_id = d.drop_id
inner join ops.sheet as s on q.drop_id = s.drop_id and q.sheet_no = s.sheet_no
cross join lateral unnest(q.reasons, q.columns) as r (code, column_name)
where q.period = :period
order by q.row_id, r.code
