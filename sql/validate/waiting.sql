-- Drops of a source and period that are loaded or accepted, with what they are.
select drop_id, file_name, kind, state, staged_with, loaded_rows, set_aside_rows
from ops.drop
where
    period = :period
    and source = :source
    and state in ('loaded', 'accepted')
order by drop_id
