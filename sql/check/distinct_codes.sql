-- What the coded columns of the given drops hold, each list and text once: one look at each row.
select distinct
    coded.list_name,
    coded.raw_text
from {raw}
cross join lateral (values {codes}) as coded (list_name, raw_text)
where period = :period and drop_id = any(:drops)
