-- Keeps who a node was until this run. Before identities are forgotten or written anew.
-- Reads sql/sync/forgotten_identity.sql and sql/sync/changed_identity.sql.
insert into registry.past_identity (node_id, person_id, known_from, known_to)
select
    i.node_id,
    i.person_id,
    i.since_run as known_from,
    :run as known_to
from registry.identity as i
where
    i.node_id in (
        select node_id from pg_temp.forgotten_identity
        union all
        select node_id from pg_temp.changed_identity where was_person_id is not null
    )
