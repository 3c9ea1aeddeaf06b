-- Nodes whose cluster changed.
update linkage.cluster as c
set cluster_id = s.cluster_id
from linkage_cluster as s
where c.node_id = s.node_id
