-- Rows of a month that were set aside, by source and reason; their village is often what is wrong.
-- Grain: one row per period, source, kind and reason. No suppression: for officials.
select
    cast(:period as date) as period,
    source,
    kind,
    reason,
    cast(rows as integer) as rows
from set_aside_reason
