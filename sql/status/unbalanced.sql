-- Books of a period that do not close: one line of text for each; none when all is well.
-- rows = loaded + refused; loaded = staged + set aside + superseded; staged = linked; and what is
-- noted as staged is what is there.
with staged as (
    select drop_id, count(*) as rows
    from (
        select drop_id from staging.person where period = :period
        union all
        select drop_id from staging.family where period = :period
    ) as s
    group by drop_id
),

linked as (
    select
        count(*) as staged,
        count(n.row_id) as linked
    from staging.person as p
    left join linkage.row_node as n on p.period = n.period and p.row_id = n.row_id
    where p.period = :period
)

select
    d.file_name || ': ' || d.data_rows || ' rows, ' || d.loaded_rows || ' loaded, '
    || d.refused_rows || ' refused' as line
from ops.drop as d
where
    d.period = :period
    and d.state in ('accepted', 'refused', 'repeated')
    and d.data_rows <> d.loaded_rows + d.refused_rows
union all
select
    d.file_name || ': ' || d.loaded_rows || ' loaded, ' || coalesce(s.rows, 0) || ' staged, '
    || d.set_aside_rows || ' set aside, ' || d.superseded_rows || ' superseded' as line
from ops.drop as d
left join staged as s on d.drop_id = s.drop_id
where
    d.period = :period
    and d.state = 'accepted'
    and d.staged_with is not null
    and (
        d.loaded_rows <> coalesce(s.rows, 0) + d.set_aside_rows + d.superseded_rows
        or d.staged_rows <> coalesce(s.rows, 0)
    )
union all
select l.staged || ' persons staged, ' || l.linked || ' linked' as line
from linked as l
where
    l.staged <> l.linked
    -- What was staged after the last linking is yet to be linked.
    and (select max(started_at) from ops.step where period = :period and step = 'link')
    > (select max(started_at) from ops.step where period = :period and step = 'stage')
