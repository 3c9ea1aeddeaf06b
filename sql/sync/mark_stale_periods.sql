-- Months whose published counts no longer say what the registry knows: people who stand in them were
-- merged or parted just now, or lists on which they stand became another family's. Publishing takes them
-- up, whichever month it is called for.
-- Reads sql/sync/changed_identity.sql, sql/families/moves.sql.
insert into ops.stale_period (period)
with changed_node as (
    select node_id
    from pg_temp.changed_identity
    where was_person_id is not null
    union
    select i.node_id
    from pg_temp.identity_move as m
    inner join registry.identity as i on m.unit_id = i.list_id
    where m.was_id is not null
),

-- Each month once, before it meets the many villages in which it stands.
delivered as materialized (
    select distinct n.period
    from changed_node as c
    inner join linkage.row_node as n on c.node_id = n.node_id
)

select distinct c.period
from delivered as d
inner join registry.coverage as c on d.period = c.delivered_period
on conflict (period) do nothing
