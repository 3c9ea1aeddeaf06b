-- Which nodes the linkage takes for one person. Grain: one row per node.
select node_id, cluster_id
from linkage.cluster
