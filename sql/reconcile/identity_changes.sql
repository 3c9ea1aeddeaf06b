-- Ids that came to mean another since a run, or whose rows came from one that did.
-- Grain: one row per event and id; `is_own`: the id of the event itself.
select
    c.entity,
    c.run_id,
    x.id,
    case when c.kind in ('split', 'returned') then 'split' else 'merged' end as movement,
    x.id = c.id as is_own
from registry.identity_change as c
cross join lateral (values (c.id), (c.from_id), (c.to_id)) as x (id)
where
    c.run_id > :run
    and c.kind in ('split', 'returned', 'merged', 'redirected')
    and x.id is not null
