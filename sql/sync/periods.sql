-- Periods from this one on that have staged rows or stand on earlier ones, in order.
select distinct period
from (
    select period from ops.drop where state in ('accepted', 'withdrawn')
    union all
    select period from registry.coverage
    union all
    select cast(:period as date)
) as known
where period >= :period
order by period
