-- Who every node is, with its cluster when that was told, and the list on which it stands and as what.
-- Grain: one row per node.
select node_id, person_id, cluster_id, list_id, is_head, is_parent
from registry.identity
