-- Months whose published counts no longer say what the registry knows: people who stand in them were
-- merged or parted just now. Publishing takes them up, whichever month it is called for.
insert into ops.stale_period (period)
select distinct c.period
from pg_temp.changed_identities as i
inner join linkage.row_node as n on i.node_id = n.node_id
inner join registry.coverage as c on n.period = c.delivered_period
where i.was_person_id is not null
on conflict (period) do nothing
