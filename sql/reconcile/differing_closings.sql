-- Months whose closing, counted over all, is not the one stored last.
-- Grain: one row per month. Reads sql/reconcile/standing_count.sql.
with last_runs as (
    select period, max(run_id) as run_id
    from registry.book_closing
    where period = any(:periods)
    group by period
),

stored as (
    select
        c.period,
        c.entity,
        c.source,
        c.village_code_kemendagri,
        c.closing
    from registry.book_closing as c
    inner join last_runs as l on c.period = l.period and c.run_id = l.run_id
)

select distinct coalesce(s.period, c.period) as period
from stored as s
full join pg_temp.standing_count as c
    on
        s.period = c.period
        and s.entity = c.entity
        and s.source = c.source
        and s.village_code_kemendagri = c.village_code_kemendagri
where s.closing is distinct from c.closing
