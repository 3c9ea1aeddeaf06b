-- Marks a drop as withdrawn: no step sees it any more. Its raw rows stay, none of them counts.
update ops.drop
set
    state = 'withdrawn', withdrawn_reason = :reason, staged_with = null, staged_rows = 0,
    set_aside_rows = 0, superseded_rows = 0, flagged_rows = 0
where drop_id = :drop_id
