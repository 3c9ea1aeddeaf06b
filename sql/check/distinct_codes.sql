-- What some coded columns of the given drops hold, each list and text once. Few combinations of a few
-- columns exist: told apart before they are taken apart, each row costs a fifth.
select
    coded.list_name,
    coded.raw_text
from (
    select distinct {columns}
    from {raw}
    where period = :period and drop_id = any(:drops) and num_nonnulls({columns}) > 0
) as combination
cross join lateral (values {codes}) as coded (list_name, raw_text)
