-- Rows of a month that were set aside, by source and reason; their village is often what is wrong.
-- Grain: one row per period, source, kind and reason. No suppression: for officials.
with state as (
    select
        source,
        min(as_of_p3ke) as as_of_p3ke,
        min(as_of_dtks) as as_of_dtks,
        bool_and(is_delivered) as is_delivered
    from source_state
    group by source
)

select
    cast(:period as date) as period,
    r.source,
    r.kind,
    r.reason,
    cast(r.rows as integer) as rows,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from set_aside_reason as r
inner join state as s on r.source = s.source
