-- What came of each source in a month, and how old its data are.
-- Grain: one row per period and source (p3ke, dtks). No suppression: for officials.
with sources as (
    select source from (values ('p3ke'), ('dtks')) as s (source)
),

files as materialized (
    select
        source,
        period,
        count(*) as received,
        count(*) filter (where state = 'accepted') as accepted,
        sum(data_rows) filter (where state = 'accepted') as data_rows
    from delivered_drop
    group by source, period
),

expected as materialized (
    select distinct on (source) source, accepted
    from files
    where period < :period and accepted > 0
    order by source, period desc
),

covered as materialized (
    select
        source,
        max(delivered_period) as last_delivered,
        count(distinct village_code_kemendagri) filter (where delivered_period = :period)
            as delivered,
        count(distinct village_code_kemendagri) filter (where is_base) as ever_delivered
    from coverage
    where kind = 'person'
    group by source
),

vintages as materialized (
    select source, max(dimutakhirkan_tahun) as newest
    from standing_row
    group by source
),

villages as materialized (
    select count(*) as expected from village
),

state as materialized (
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
    s.source,
    cast(coalesce(f.received, 0) as integer) as files_received,
    cast(coalesce(f.accepted, 0) as integer) as files_accepted,
    cast(e.accepted as integer) as files_expected,
    cast(coalesce(c.delivered, 0) as integer) as villages_delivered,
    cast(v.expected as integer) as villages_expected,
    cast(v.expected - coalesce(c.ever_delivered, 0) as integer) as villages_never_delivered,
    cast(coalesce(f.data_rows, 0) as integer) as rows_received,
    cast(
        (extract(year from cast(:period as date)) - extract(year from c.last_delivered)) * 12
        + extract(month from cast(:period as date)) - extract(month from c.last_delivered) as smallint
    ) as months_old,
    n.newest as newest_vintage_year,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from sources as s
cross join villages as v
inner join state as t on s.source = t.source
left join files as f on s.source = f.source and f.period = :period
left join expected as e on s.source = e.source
left join covered as c on s.source = c.source
left join vintages as n on s.source = n.source
