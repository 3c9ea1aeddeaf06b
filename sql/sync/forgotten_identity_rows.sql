-- People who lost a node in this run, and its list. Reads sql/sync/forgotten_identities.sql.
select person_id, list_id
from pg_temp.forgotten_identities
