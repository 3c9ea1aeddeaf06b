-- Which months' deliveries stood before a period, of the sources that give something in it.
-- Grain: one row per month.
with before as materialized (
    select distinct
        delivered_period,
        source
    from registry.coverage
    where
        kind = '{kind}'
        and period = (select max(period) from registry.coverage where period < :period)
)

select
    delivered_period,
    array_agg(source order by source) as sources
from before as b
-- One row tells: to look for sources among all rows would take as long as to read them.
where (
    select true
    from staging.{kind} as s
    where s.period = :period and s.source = b.source
    limit 1
)
group by delivered_period
