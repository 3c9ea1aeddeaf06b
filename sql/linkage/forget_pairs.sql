-- Pairs of which a node has no cluster any more.
delete from linkage.pair as p
where
    not exists (select 1 from linkage.cluster as c where c.node_id = p.left_node_id)
    or not exists (select 1 from linkage.cluster as c where c.node_id = p.right_node_id)
