-- What stands in a period, per source, kind and village: its own delivery where that is whole, else
-- the last one with what was delivered in part since. A delivery is whole when it repeats at least
-- half of the people who stood there, or nobody did: a few rows never make a village vanish.
-- Grain: one row per source, kind, village and delivery that stands.
with rows_of_period as (
    select
        source,
        'person' as kind,
        village_code_kemendagri,
        period as delivered_period,
        source_key,
        source_key_is_trusted,
        upper(nama) || ' ' || tanggal_lahir as name_and_date
    from staging.person
    where period <= :period
    union all
    select
        source,
        'family' as kind,
        village_code_kemendagri,
        period as delivered_period,
        source_key,
        source_key_is_trusted,
        upper(nama) || ' ' || tanggal_lahir as name_and_date
    from staging.family
    where period <= :period
),

before as (
    select source, kind, village_code_kemendagri, delivered_period, is_base
    from registry.coverage
    where period = (select max(period) from registry.coverage where period < :period)
),

delivered as (
    select
        source,
        kind,
        village_code_kemendagri,
        source_key,
        source_key_is_trusted,
        name_and_date
    from rows_of_period
    where delivered_period = :period
),

delivered_villages as (
    select distinct source, kind, village_code_kemendagri
    from delivered
),

stood as (
    select
        r.source,
        r.kind,
        r.village_code_kemendagri,
        case when r.source_key_is_trusted then r.source_key end as source_key,
        r.name_and_date
    from rows_of_period as r
    inner join before as b
        on
            r.source = b.source
            and r.kind = b.kind
            and r.village_code_kemendagri = b.village_code_kemendagri
            and r.delivered_period = b.delivered_period
    inner join delivered_villages as v
        on
            r.source = v.source
            and r.kind = v.kind
            and r.village_code_kemendagri = v.village_code_kemendagri
),

repeated_keys as (
    select distinct source, kind, village_code_kemendagri, source_key
    from delivered
    where source_key_is_trusted and source_key is not null
),

repeated_names as (
    select distinct source, kind, village_code_kemendagri, name_and_date
    from delivered
    where name_and_date is not null
),

compared as (
    select
        s.source,
        s.kind,
        s.village_code_kemendagri,
        count(*) as people,
        count(*) filter (
            where k.source_key is not null or n.name_and_date is not null
        ) as repeated
    from stood as s
    left join repeated_keys as k
        on
            s.source = k.source
            and s.kind = k.kind
            and s.village_code_kemendagri = k.village_code_kemendagri
            and s.source_key = k.source_key
    left join repeated_names as n
        on
            s.source = n.source
            and s.kind = n.kind
            and s.village_code_kemendagri = n.village_code_kemendagri
            and s.name_and_date = n.name_and_date
    group by s.source, s.kind, s.village_code_kemendagri
),

judged as (
    select
        v.source,
        v.kind,
        v.village_code_kemendagri,
        coalesce(c.repeated * 2 >= c.people, true) as is_whole
    from delivered_villages as v
    left join compared as c
        on
            v.source = c.source
            and v.kind = c.kind
            and v.village_code_kemendagri = c.village_code_kemendagri
)

select
    cast(:period as date) as period,
    j.source,
    j.kind,
    j.village_code_kemendagri,
    cast(:period as date) as delivered_period,
    j.is_whole as is_base
from judged as j
union all
select
    cast(:period as date) as period,
    b.source,
    b.kind,
    b.village_code_kemendagri,
    b.delivered_period,
    b.is_base
from before as b
left join judged as j
    on
        b.source = j.source
        and b.kind = j.kind
        and b.village_code_kemendagri = j.village_code_kemendagri
where not coalesce(j.is_whole, false)
