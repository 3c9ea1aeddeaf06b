-- Open questions: first those whose answer is expected to change most published counts, then those
-- that settle most. The other answer is likely one time in two where the weights between both sides
-- add up to nothing, and less the further they lie from it; evidence against a decision is likely true.
-- Grain: one row per pair. Answered ones wait for the next run of the linkage and are not shown.
select
    q.left_node_id,
    q.right_node_id,
    q.kind,
    q.levels,
    q.weight,
    q.weight_between,
    q.counts_changed,
    q.counts_changed / (
        1 + exp(case when q.contradicts_decision_id is null then 1 else -1 end * least(abs(q.weight_between), 50))
    ) as expected_change,
    q.settles,
    q.contradicts_decision_id,
    q.model_version,
    l.village as left_village,
    r.village as right_village
from linkage.review as q
inner join linkage.match_key as l on q.left_node_id = l.node_id
inner join linkage.match_key as r on q.right_node_id = r.node_id
where not exists (
    select 1
    from linkage.decision as d
    where
        d.left_node_id = q.left_node_id
        and d.right_node_id = q.right_node_id
        and d.undone_at is null
        and not d.is_taken_up
)
order by
    expected_change desc,
    q.settles desc,
    q.left_node_id,
    q.right_node_id
limit :count
