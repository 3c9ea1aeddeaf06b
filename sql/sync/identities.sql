-- Who every node is, with the list on which it stands and as what, as known now.
-- Grain: one row per node. In the engine; needs known_identity, changed_identity, forgotten_identity, and
-- those that this run wrote as written_identity.
select node_id, person_id, list_id, is_head, is_parent
from known_identity
where
    node_id not in (select c.node_id from changed_identity as c)
    and node_id not in (select f.node_id from forgotten_identity as f)
union all
select node_id, person_id, list_id, is_head, is_parent
from written_identity
