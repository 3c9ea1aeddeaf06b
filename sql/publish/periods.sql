-- Months to publish: this one, those after it, which stand on it, and of those before it that went
-- stale the last few.
select distinct period
from registry.coverage
where
    period >= :period
    or (
        period in (select period from ops.stale_period)
        and period >= cast(:period as date) - make_interval(months => :revised_months)
    )
order by period
