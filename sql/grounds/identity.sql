-- Which person each node of the linkage is.
-- Grain: one row per node.
select node_id, person_id
from registry.identity
