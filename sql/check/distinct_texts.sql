-- What some columns of the given drops hold, each combination once.
select distinct {columns}
from {raw}
where period = :period and drop_id = any(:drops)
