-- What a reviewer found of a pair of a clerical sample; a row that says so already stays untouched.
update linkage.clerical_pair as p
set
    verdict = :verdict,
    reviewer = :reviewer,
    note = :note,
    answered_at = transaction_timestamp()
where
    p.sample_id = :sample_id
    and p.left_node_id = :left
    and p.right_node_id = :right
    and (p.verdict, p.reviewer, p.note)
    is distinct from (:verdict, :reviewer, cast(:note as text))
