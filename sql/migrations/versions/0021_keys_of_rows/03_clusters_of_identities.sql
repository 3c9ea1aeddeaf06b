-- Of whom nothing waits to be told the cluster is known; the others are looked at by the next sync.
alter table registry.identity add column cluster_id integer;
update registry.identity as i
set cluster_id = c.cluster_id
from linkage.cluster as c
inner join (
    select
        m.cluster_id,
        min(p.person_id) as person_id
    from linkage.cluster as m
    inner join registry.person as p on m.node_id = p.founder_node_id
    group by m.cluster_id
) as t on c.cluster_id = t.cluster_id
where i.node_id = c.node_id and i.person_id = t.person_id;
-- Writes the table anew, without what the update left behind.
alter table registry.identity alter column cluster_id type integer using cluster_id + 0;
comment on column registry.identity.cluster_id is
'The cluster of the linkage in which the node was told its person: nodes of which it is another now are told anew';
