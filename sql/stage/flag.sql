-- Notes what is in doubt about the staged rows of one layout: one row per rule and column.
insert into staging.flag (period, drop_id, row_id, code, column_name)
select
    c.period,
    c.drop_id,
    c.row_id,
    split_part(f.flag, ' ', 1),
    split_part(f.flag, ' ', 2)
from {checked} as c
cross join lateral unnest(array[{flags}]) as f (flag)
where
    c.layout = :layout
    and f.flag is not null
    and ({any_condition})
    and exists (
        select from staging.{kind} as s
        where s.period = :period and s.row_id = c.row_id
    )
