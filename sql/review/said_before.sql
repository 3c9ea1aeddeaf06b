-- Whether somebody said exactly this of the pair before, undone or not.
select count(*) > 0 as is_said
from linkage.decision as d
where
    d.left_node_id = :left
    and d.right_node_id = :right
    and d.verdict = :verdict
    and d.reviewer = :reviewer
    and d.note is not distinct from cast(:note as text)
