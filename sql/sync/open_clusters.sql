-- Clusters whose person may be another than the registry has: those of nodes that came or changed, those
-- that a node left, and those of people who lost a node: it may have been their founder.
-- Grain: one row per cluster. Reads sql/sync/cluster_changes.sql, forgotten_identities.sql.
create temporary table open_cluster on commit drop as
select cluster_id
from pg_temp.cluster_change
where cluster_id is not null
union
select was_cluster_id as cluster_id
from pg_temp.cluster_change
where was_cluster_id is not null
union
select c.cluster_id
from pg_temp.forgotten_identities as f
inner join registry.identity as i on f.person_id = i.person_id
inner join linkage.cluster as c on i.node_id = c.node_id
