-- The release of a month that readers see; none before the first.
select release_no
from mart.current_release
where period = :period
