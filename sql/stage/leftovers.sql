-- Whether anything is staged of a drop that is not accepted any more.
select 1 as found
from staging.person
where period = :period and source = :source and drop_id <> all(:drops)
union all
select 1 as found
from staging.family
where period = :period and source = :source and drop_id <> all(:drops)
union all
select 1 as found
from quarantine.row
where period = :period and source = :source and drop_id <> all(:drops)
limit 1
