-- Clusters none of whose nodes is a founder are people we have not met: their first node founds one.
-- Ids are counted in node order, so that the same input mints the same ids.
-- Grain: one row per new person. In the engine; needs open_cluster, cluster, person_founder.
select
    cast(
        (select coalesce(max(person_id), 0) from person_founder)
        + row_number() over (order by c.founder_node_id)
        as integer
    ) as person_id,
    c.founder_node_id
from (
    select min(m.node_id) as founder_node_id
    from open_cluster as o
    inner join cluster as m on o.cluster_id = m.cluster_id
    left join person_founder as p on m.node_id = p.founder_node_id
    group by m.cluster_id
    having count(p.person_id) = 0
) as c
order by c.founder_node_id
