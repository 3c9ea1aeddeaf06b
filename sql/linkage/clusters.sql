-- The cluster of each node that stood in the run before.
select
    node_id,
    cluster_id
from linkage.cluster
