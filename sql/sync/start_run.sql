-- Counts a run of sync. Its time is the transaction's, or just after the run before: a transaction may
-- have begun before another that took the registry first.
insert into registry.sync_run (run_id, period, known_at)
select
    coalesce(max(r.run_id), 0) + 1 as run_id,
    cast(:period as date) as period,
    greatest(transaction_timestamp(), max(r.known_at) + interval '1 microsecond') as known_at
from registry.sync_run as r
returning run_id
