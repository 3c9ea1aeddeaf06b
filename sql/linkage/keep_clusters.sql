-- What the linkage sees now, written over what it saw before; untouched where nothing changed.
with gone as (
    delete from linkage.cluster as c
    where not exists (
        select 1
        from linkage_cluster as s
        where s.node_id = c.node_id
    )
)

insert into linkage.cluster (node_id, cluster_id)
select
    s.node_id,
    s.cluster_id
from linkage_cluster as s
where not exists (
    select 1
    from linkage.cluster as c
    where c.node_id = s.node_id and c.cluster_id = s.cluster_id
)
on conflict (node_id) do update set cluster_id = excluded.cluster_id
