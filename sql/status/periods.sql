-- Periods of which something was received.
select distinct period
from ops.drop
order by period
