-- Nodes whose person is not what the registry has: the lowest id among the founders of their cluster.
-- Grain: one row per node that is new or changes; `was_person_id` is null for a new one.
-- In the engine; needs open_cluster, cluster, person_founder, known_identity.
with looked_at as materialized (
    select
        c.node_id,
        c.cluster_id
    from open_cluster as o
    inner join cluster as c on o.cluster_id = c.cluster_id
),

persons as (
    select
        l.cluster_id,
        min(p.person_id) as person_id
    from looked_at as l
    inner join person_founder as p on l.node_id = p.founder_node_id
    group by l.cluster_id
)

select
    l.node_id,
    l.cluster_id,
    p.person_id,
    known.person_id as was_person_id
from looked_at as l
inner join persons as p on l.cluster_id = p.cluster_id
left join known_identity as known on l.node_id = known.node_id
where known.person_id is distinct from p.person_id
-- Who is written in this order needs a third less room in the indexes.
order by l.node_id
