-- What the books of months open with: the month before, as it stood when each was first closed.
-- A late month that came between opens them anew.
insert into registry.book_opening as b (period, opening_period, opening_run)
select
    p.period,
    o.period as opening_period,
    coalesce(
        (select max(c.run_id) from registry.book_closing as c where c.period = o.period), 0
    ) as opening_run
from unnest(:periods) as p (period)
cross join lateral (
    select max(c.period) as period
    from registry.coverage as c
    where c.period < p.period
) as o
on conflict (period) do update
set opening_period = excluded.opening_period, opening_run = excluded.opening_run
where b.opening_period is distinct from excluded.opening_period
