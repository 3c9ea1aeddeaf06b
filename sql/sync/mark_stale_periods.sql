-- Months whose published counts may no longer say what the registry knows, from one on. Publishing takes them up,
-- whichever month it is called for.
insert into ops.stale_period (period)
select distinct period
from registry.coverage
where period >= :since
on conflict (period) do nothing
