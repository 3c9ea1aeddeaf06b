-- Every decision that was not undone, newest first, with the weight of now beside the one seen.
-- Grain: one row per decision.
select
    d.decision_id,
    d.left_node_id,
    d.right_node_id,
    d.verdict,
    d.reviewer,
    d.decided_at,
    d.seen_weight,
    p.weight,
    d.is_taken_up,
    q.left_node_id is not null as is_doubted
from linkage.decision as d
left join linkage.pair as p
    on d.left_node_id = p.left_node_id and d.right_node_id = p.right_node_id
left join linkage.review as q on d.decision_id = q.contradicts_decision_id
where d.undone_at is null
order by d.decision_id desc
