-- How long each step of a period took: in its last whole run, else all its tasks together.
with latest_run as (
    select max(run_id) as run_id
    from ops.step
    where period = :period
)

select
    s.step,
    sum(s.seconds) as seconds,
    sum(s.rows)::integer as rows,
    count(*)::integer as times
from ops.step as s
cross join latest_run as l
where
    s.period = :period
    and s.run_id is not distinct from l.run_id
group by s.step
order by min(s.started_at)
