-- Every node's person: the lowest id among the founders of its cluster. Only what changed is written.
with persons as (
    select c.cluster_id, min(p.person_id) as person_id
    from linkage.cluster as c
    inner join registry.person as p on c.node_id = p.founder_node_id
    group by c.cluster_id
),

identities as (
    select c.node_id, p.person_id
    from linkage.cluster as c
    inner join persons as p on c.cluster_id = p.cluster_id
)

insert into registry.identity (node_id, person_id)
select i.node_id, i.person_id
from identities as i
left join registry.identity as known on i.node_id = known.node_id
where known.person_id is distinct from i.person_id
on conflict (node_id) do update set person_id = excluded.person_id
