-- Counts what became of every accepted drop's rows. Superseded is what neither stands nor is aside,
-- counted by its deliveries, so that a row lost on the way shows as a difference.
with staged as (
    select drop_id, count(*) as rows
    from (
        select drop_id from staging.person where period = :period and source = :source
        union all
        select drop_id from staging.family where period = :period and source = :source
    ) as s
    group by drop_id
),

aside as (
    select drop_id, count(*) as rows
    from quarantine.row
    where period = :period and source = :source
    group by drop_id
),

flagged as (
    select drop_id, count(distinct row_id) as rows
    from staging.flag
    where period = :period
    group by drop_id
)

update ops.drop as d
set
    staged_rows = coalesce(staged.rows, 0),
    set_aside_rows = coalesce(aside.rows, 0),
    flagged_rows = coalesce(flagged.rows, 0),
    superseded_rows = coalesce((cast(:superseded as jsonb) ->> cast(o.drop_id as text))::integer, 0),
    staged_with = :rules
from ops.drop as o
left join staged on o.drop_id = staged.drop_id
left join aside on o.drop_id = aside.drop_id
left join flagged on o.drop_id = flagged.drop_id
where
    d.drop_id = o.drop_id
    and o.period = :period
    and o.source = :source
    and o.state = 'accepted'
