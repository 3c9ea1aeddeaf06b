-- Files of a period and of those before it, but those that another of the same name replaced.
-- Grain: one row per drop.
select
    source,
    period,
    state,
    data_rows
from ops.drop
where
    period <= :period
    and withdrawn_reason is distinct from 'replaced by a file of the same name'
