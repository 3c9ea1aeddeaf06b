-- Writes the identities of new nodes, each with the family list on which its node stands and as what.
-- Reads sql/sync/changed_identity.sql, sql/families/placed_nodes.sql, sql/families/known_lists.sql.
insert into registry.identity (
    node_id, person_id, since_run, cluster_id, list_id, is_head, is_parent
)
select
    c.node_id,
    c.person_id,
    :run as since_run,
    c.cluster_id,
    l.list_id,
    coalesce(p.is_head, false) as is_head,
    coalesce(p.is_parent, false) as is_parent
from pg_temp.changed_identity as c
left join pg_temp.placed_node as p on c.node_id = p.node_id
left join pg_temp.known_list as l on p.list = l.list
where c.was_person_id is null
-- Written in this order, nodes need a third less room in the indexes.
order by c.node_id
