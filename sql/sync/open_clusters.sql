-- Clusters whose person may be another than the registry has: those of nodes that came or changed, those
-- that a node left, and those of people who lost a node: it may have been their founder.
-- Grain: one row per cluster. In the engine; needs cluster_change, forgotten_identity, known_identity, cluster.
select cluster_id
from cluster_change
where cluster_id is not null
union
select was_cluster_id as cluster_id
from cluster_change
where was_cluster_id is not null
union
select c.cluster_id
from forgotten_identity as f
inner join known_identity as i on f.person_id = i.person_id
inner join cluster as c on i.node_id = c.node_id
