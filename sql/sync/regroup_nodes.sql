-- Notes the cluster of nodes that stand in another one and are the same person as before.
-- Reads sql/sync/cluster_changes.sql; what sql/sync/identify_nodes.sql wrote says so already.
update registry.identity as i
set cluster_id = c.cluster_id
from pg_temp.cluster_change as c
where
    i.node_id = c.node_id
    and c.cluster_id is not null
    and i.cluster_id is distinct from c.cluster_id
