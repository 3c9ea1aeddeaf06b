-- Periods from this one on for which something stands, in order.
select distinct period
from registry.coverage
where period >= :period
order by period
