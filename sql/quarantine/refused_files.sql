-- Files of a period that were refused, or repeat themselves, with the reason for the sender.
select
    file_name,
    refusal_sheet as sheet,
    refusal_row as row,
    refusal_column as column,
    refusal_code as code,
    message_id as message
from ops.drop
where
    period = :period
    and (state = 'refused' or (state = 'repeated' and refusal_code = 'repeated_sheet'))
order by drop_id
