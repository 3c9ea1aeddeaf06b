-- Drops that are registered but not loaded, in the order in which versions count.
select drop_id
from ops.drop
where
    state = 'received'
    and (cast(:period as date) is null or period = :period)
order by drop_id
