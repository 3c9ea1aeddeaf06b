-- Nodes that are new to the registry, stand in another cluster than when they were told their person, or
-- that the linkage no longer has.
-- Grain: one row per node; `cluster_id` is null for one that is gone, `was_cluster_id` and `person_id` for
-- a new one. In the engine; needs cluster, known_identity.
select
    coalesce(c.node_id, i.node_id) as node_id,
    c.cluster_id,
    i.cluster_id as was_cluster_id,
    i.person_id,
    i.list_id
from cluster as c
full join known_identity as i on c.node_id = i.node_id
where c.node_id is null or c.cluster_id is distinct from i.cluster_id
