-- Nodes whose person is not what the registry has: the lowest id among the founders of their cluster.
-- Grain: one row per node that is new or changes; `was_person_id` is null for a new one.
-- Reads sql/sync/open_clusters.sql.
create temporary table changed_identities on commit drop as
with looked_at as materialized (
    select
        c.node_id,
        c.cluster_id
    from pg_temp.open_cluster as o
    inner join linkage.cluster as c on o.cluster_id = c.cluster_id
),

persons as (
    select
        l.cluster_id,
        min(p.person_id) as person_id
    from looked_at as l
    inner join registry.person as p on l.node_id = p.founder_node_id
    group by l.cluster_id
)

select
    l.node_id,
    l.cluster_id,
    p.person_id,
    known.person_id as was_person_id
from looked_at as l
inner join persons as p on l.cluster_id = p.cluster_id
left join registry.identity as known on l.node_id = known.node_id
where known.person_id is distinct from p.person_id
