-- What was staged of a source, period and kind before: all of it is staged anew.
with flags as (
    delete from staging.flag
    where
        period = :period
        and drop_id in (select drop_id from ops.drop where period = :period and source = :source)
        and row_id in (select row_id from staging.{kind} where period = :period and source = :source)
),

aside as (
    delete from quarantine.row
    where period = :period and source = :source and kind = '{kind}'
)

delete from staging.{kind}
where period = :period and source = :source
