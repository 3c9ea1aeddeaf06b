-- The drop that is this file with these bytes, if it was received before.
select drop_id
from ops.drop
where file_name = :file_name and sha256 = :sha256
