-- Drops that are registered but not loaded, largest first: several are read at once, and end together.
select drop_id
from ops.drop
where
    state = 'received'
    and (cast(:period as date) is null or period = :period)
order by size_bytes desc, drop_id
