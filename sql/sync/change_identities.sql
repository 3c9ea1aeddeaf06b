-- Writes which person a node is that was another. Reads sql/sync/changed_identity.sql.
update registry.identity as i
set
    person_id = c.person_id,
    since_run = :run,
    cluster_id = c.cluster_id
from pg_temp.changed_identity as c
where i.node_id = c.node_id and c.was_person_id is not null
