-- Nodes that no staged row says any more are no evidence: out of the clusters with them.
delete from linkage.cluster as c
where not exists (select 1 from linkage.row_node as rn where rn.node_id = c.node_id)
