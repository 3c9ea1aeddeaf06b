-- Who the nodes are that a run wrote. Grain: one row per node. Reads sql/sync/known_identities.sql.
select node_id, person_id, list_id, is_head, is_parent
from registry.identity
where since_run = :run
