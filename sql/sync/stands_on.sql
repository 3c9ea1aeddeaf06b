-- Whether deliveries of a month stand in a period.
select count(*) > 0 as stands
from registry.coverage
where period = :period and delivered_period = :month
