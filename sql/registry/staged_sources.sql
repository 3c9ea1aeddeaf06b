-- Sources that have staged rows of a month.
select distinct source
from staging.{kind}
where period = :period
