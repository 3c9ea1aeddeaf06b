-- A drop that repeats another's people, or its own: nothing of it goes on.
update ops.drop
set
    state = 'repeated', repeats_drop_id = :repeats, tried_with = :rules, refusal_code = :code,
    problem = :problem, remedy = :remedy, message_id = :message_id, refusal_sheet = :sheet,
    refused_rows = coalesce(data_rows, 0), loaded_rows = 0, staged_rows = 0, set_aside_rows = 0,
    superseded_rows = 0, flagged_rows = 0
where drop_id = :drop_id and state = 'loaded'
