-- Nodes whose person is not what the registry has: the lowest id among the founders of their cluster.
-- Grain: one row per node that is new or changes; `was_person_id` is null for a new one.
create temporary table changed_identities on commit drop as
with persons as (
    select c.cluster_id, min(p.person_id) as person_id
    from linkage.cluster as c
    inner join registry.person as p on c.node_id = p.founder_node_id
    group by c.cluster_id
)

select
    c.node_id,
    p.person_id,
    known.person_id as was_person_id
from linkage.cluster as c
inner join persons as p on c.cluster_id = p.cluster_id
left join registry.identity as known on c.node_id = known.node_id
where known.person_id is distinct from p.person_id
