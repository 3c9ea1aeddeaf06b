-- Sources of which something was received for a period.
select distinct source
from ops.drop
where period = :period
order by source
