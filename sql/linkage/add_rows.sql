-- Each staged row says one node.
insert into linkage.row_node (period, row_id, node_id)
select
    :period,
    r.row_id,
    n.node_id
from linkage_row as r
inner join linkage.node as n
    on r.content_hash = n.content_hash
where not exists (
    select 1
    from linkage.row_node as rn
    where rn.period = :period and rn.row_id = r.row_id
)
