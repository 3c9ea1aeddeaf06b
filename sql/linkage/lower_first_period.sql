-- A month that came late is earlier than the one in which the node was seen first.
update linkage.node as n
set first_period = :period
where
    n.first_period > :period
    and exists (
        select 1
        from linkage.row_node as rn
        where rn.period = :period and rn.node_id = n.node_id
    )
