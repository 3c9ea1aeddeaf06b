-- Identities of nodes that the linkage no longer has: their rows were withdrawn or corrected.
-- Grain: one row per node. In the engine; needs cluster_change.
select
    node_id,
    person_id,
    list_id
from cluster_change
where cluster_id is null
order by node_id
