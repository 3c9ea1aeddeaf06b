-- The pairs of a sample, in an order that tells nothing of their weights.
-- Grain: one row per pair.
select
    p.left_node_id,
    p.right_node_id
from linkage.clerical_pair as p
inner join linkage.node as l on p.left_node_id = l.node_id
where p.sample_id = :sample_id
order by l.content_hash, p.right_node_id
