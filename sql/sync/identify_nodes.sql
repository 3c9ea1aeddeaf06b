-- Writes the identities that changed. Reads sql/sync/changed_identities.sql.
insert into registry.identity (node_id, person_id, since_run)
select
    node_id,
    person_id,
    :run as since_run
from pg_temp.changed_identities
on conflict (node_id) do update
set person_id = excluded.person_id, since_run = excluded.since_run
