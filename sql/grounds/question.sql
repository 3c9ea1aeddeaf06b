-- Questions of padan review as they stand now: one or two people, and the odds that the answer is
-- another than the linkage's. The pair and its clusters both weigh; the surer of the two holds.
-- Grain: one row per question.
select
    q.kind,
    l.person_id as left_person_id,
    r.person_id as right_person_id,
    case q.kind
        when 'join' then least(q.weight, q.weight_between)
        else -greatest(q.weight, q.weight_between)
    end as log_odds
from linkage.review as q
inner join registry.identity as l on q.left_node_id = l.node_id
inner join registry.identity as r on q.right_node_id = r.node_id
