-- Marks a drop as withdrawn: no step sees it any more.
update ops.drop
set state = 'withdrawn', withdrawn_reason = :reason, staged_with = null
where drop_id = :drop_id
