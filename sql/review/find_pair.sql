-- Two nodes, what each says as a fingerprint, and the evidence between them as it stands.
-- Grain: one row, none where a node is unknown; weights are null for a pair that was never compared.
select
    l.content_hash as left_content_hash,
    r.content_hash as right_content_hash,
    coalesce(p.levels, q.levels) as levels,
    coalesce(p.weight, q.weight) as weight,
    cl.cluster_id as left_cluster_id,
    cr.cluster_id as right_cluster_id,
    (select max(ops.linkage_run.model_version) from ops.linkage_run) as model_version
from linkage.node as l
inner join linkage.node as r on r.node_id = :right
left join linkage.pair as p on l.node_id = p.left_node_id and r.node_id = p.right_node_id
left join linkage.review as q on l.node_id = q.left_node_id and r.node_id = q.right_node_id
left join linkage.cluster as cl on l.node_id = cl.node_id
left join linkage.cluster as cr on r.node_id = cr.node_id
where l.node_id = :left
