-- Nodes whose person is another than before this run, or new. Reads sql/sync/changed_identities.sql.
select node_id, person_id, was_person_id
from pg_temp.changed_identities
