-- Rows that left staging, or were staged anew with other content, lose their node.
delete from linkage.row_node as rn
where
    rn.period = :period
    and not exists (
        select 1
        from linkage_row as r
        inner join linkage.node as n
            on r.content_hash = n.content_hash
        where r.row_id = rn.row_id and n.node_id = rn.node_id
    )
