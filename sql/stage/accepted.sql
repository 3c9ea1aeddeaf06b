-- Accepted drops of a source and period.
select drop_id, kind, staged_with, loaded_rows
from ops.drop
where period = :period and source = :source and state = 'accepted'
order by drop_id
