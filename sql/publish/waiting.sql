-- Months that went stale and were not published since: they stay as they were released.
select period
from ops.stale_period
order by period
