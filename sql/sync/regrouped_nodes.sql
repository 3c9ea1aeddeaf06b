-- Nodes that stand in another cluster and are the same person as before.
-- Grain: one row per node. In the engine; needs cluster_change, changed_identity.
select
    c.node_id,
    c.cluster_id
from cluster_change as c
where
    c.cluster_id is not null
    and c.node_id not in (select i.node_id from changed_identity as i)
