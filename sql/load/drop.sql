-- One registered drop.
select drop_id, period, source, file_name, archive_name
from ops.drop
where drop_id = :drop_id
