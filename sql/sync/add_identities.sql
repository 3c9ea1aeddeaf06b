-- Writes the identities of new nodes, each with the family list on which its node stands and as what.
-- Reads sql/sync/changed_identity.sql, sql/families/known_lists.sql.
insert into registry.identity (
    node_id, person_id, since_run, cluster_id, list_id, is_head, is_parent
)
select
    c.node_id,
    c.person_id,
    :run as since_run,
    c.cluster_id,
    l.list_id,
    coalesce(k.role = 'KEPALA_KELUARGA', false) as is_head,
    coalesce(k.role in ('KEPALA_KELUARGA', 'PASANGAN'), false) as is_parent
from pg_temp.changed_identity as c
left join linkage.match_key as k on c.node_id = k.node_id
left join pg_temp.known_list as l on k.list = l.list
where c.was_person_id is null
-- Written in this order, nodes need a third less room in the indexes.
order by c.node_id
