-- Which person of the registry each node is.
-- Grain: one row per node that sync has met.
select
    node_id,
    person_id
from registry.identity
