-- Why rows of each drop were set aside or flagged, and why a file was refused, in rows.
select drop_id, code, count(*)::integer as rows
from (
    select drop_id, unnest(reasons) as code
    from quarantine.row
    where period = :period
) as aside
group by drop_id, code
union all
select drop_id, code, count(distinct row_id)::integer as rows
from staging.flag
where period = :period
group by drop_id, code
union all
select drop_id, refusal_code as code, coalesce(refused_rows, 0) as rows
from ops.drop
where period = :period and refusal_code is not null
union all
select d.drop_id, r.remark ->> 'code' as code, 0 as rows
from ops.drop as d
cross join lateral jsonb_array_elements(d.report) as r (remark)
where d.period = :period and d.refusal_code is null
order by drop_id, code
