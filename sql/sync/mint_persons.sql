-- A cluster none of whose nodes is a founder is a person we have not met: its first node founds one.
-- Ids are counted in node order, so that the same input mints the same ids.
-- Reads sql/sync/open_clusters.sql.
insert into registry.person (person_id, founder_node_id, first_period)
select
    (select coalesce(max(person_id), 0) from registry.person)
    + row_number() over (order by c.founder_node_id),
    c.founder_node_id,
    n.first_period
from (
    select min(m.node_id) as founder_node_id
    from pg_temp.open_cluster as o
    inner join linkage.cluster as m on o.cluster_id = m.cluster_id
    left join registry.person as p on m.node_id = p.founder_node_id
    group by m.cluster_id
    having count(p.person_id) = 0
) as c
inner join linkage.node as n on c.founder_node_id = n.node_id
