-- Takes a decision back; the row stays, and the next run of the linkage does without it.
update linkage.decision
set
    undone_at = transaction_timestamp(),
    undone_by = :undone_by,
    is_taken_up = false
where decision_id = :decision_id and undone_at is null
