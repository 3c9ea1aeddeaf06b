-- Sources and periods with drops that are loaded and not judged, or accepted and not staged, or
-- staged under other rules.
select distinct source, period
from ops.drop
where
    (state = 'loaded' or (state = 'accepted' and staged_with is null))
    and (cast(:period as date) is null or period = :period)
order by period, source
