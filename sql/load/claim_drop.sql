-- The drop, held until the end of the transaction, if it still waits for loading.
select drop_id
from ops.drop
where drop_id = :drop_id and state = 'received'
for update
