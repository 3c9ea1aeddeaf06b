-- The next sync tells everybody's person again, by the clusters of today: since 0021 a cluster that a
-- founder left, and that kept its number, was not looked at. Only where that is not so already.
with persons as (
    select
        c.cluster_id,
        min(p.person_id) as person_id
    from linkage.cluster as c
    inner join registry.person as p on c.node_id = p.founder_node_id
    group by c.cluster_id
)

update registry.identity as i
set cluster_id = null
from linkage.cluster as c
left join persons as p on c.cluster_id = p.cluster_id
where i.node_id = c.node_id and i.person_id is distinct from p.person_id
