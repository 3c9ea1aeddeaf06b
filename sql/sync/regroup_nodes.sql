-- Notes the cluster of nodes that stand in another one and are the same person as before.
-- Reads sql/sync/regrouped_node.sql.
update registry.identity as i
set cluster_id = r.cluster_id
from pg_temp.regrouped_node as r
where i.node_id = r.node_id
