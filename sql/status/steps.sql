-- The last time each step of a period took, in the order of the flow.
select step, sum(seconds) as seconds, sum(rows)::integer as rows
from (
    select
        step,
        seconds,
        rows,
        started_at,
        rank() over (partition by step order by coalesce(run_id, -step_id) desc) as place
    from ops.step
    where period = :period
) as latest
where place = 1
group by step
order by min(started_at)
