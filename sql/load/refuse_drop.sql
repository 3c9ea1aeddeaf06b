-- Nothing of this file goes on; rows that it has count as refused.
update ops.drop
set
    state = 'refused', tried_with = :rules, refusal_code = :code, problem = :problem,
    remedy = :remedy, message_id = :message_id, refusal_sheet = :sheet, refusal_row = :row,
    refusal_column = :column, data_rows = coalesce(data_rows, 0),
    refused_rows = coalesce(data_rows, 0), loaded_rows = 0, staged_rows = 0, set_aside_rows = 0,
    superseded_rows = 0, flagged_rows = 0
where drop_id = :drop_id and state in ('received', 'loaded')
