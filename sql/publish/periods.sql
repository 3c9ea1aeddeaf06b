-- Months to publish: this one and those after it, which stand on it, and months gone stale.
select distinct period
from registry.coverage
where
    period >= :period
    or period in (select period from ops.stale_period)
order by period
