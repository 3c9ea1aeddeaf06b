-- A file that had been replaced before it counted, and lies there again with its old bytes, waits
-- again.
update ops.drop
set
    state = 'received', withdrawn_reason = null, refusal_code = null, problem = null, remedy = null,
    message_id = null, refusal_sheet = null, refusal_row = null, refusal_column = null,
    repeats_drop_id = null
where
    drop_id = :drop_id
    and state = 'withdrawn'
    and withdrawn_reason = 'replaced by a file of the same name'
