-- Drops of a source that were refused, or repeat themselves, under other rules than today's wait
-- again.
update ops.drop
set
    state = 'received', refusal_code = null, problem = null, remedy = null, message_id = null,
    refusal_sheet = null, refusal_row = null, refusal_column = null
where
    source = :source
    and (state = 'refused' or (state = 'repeated' and refusal_code = 'repeated_sheet'))
    and tried_with is distinct from :rules
