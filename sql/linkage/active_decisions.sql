-- Decisions that were not undone, with the nodes that say today what each side said.
-- Found by content, so that a decision outlives a linkage that numbers its nodes anew.
select
    d.decision_id,
    l.node_id as left_node_id,
    r.node_id as right_node_id,
    d.verdict,
    d.seen_weight
from linkage.decision as d
inner join linkage.node as l on d.left_content_hash = l.content_hash
inner join linkage.node as r on d.right_content_hash = r.content_hash
where d.undone_at is null
