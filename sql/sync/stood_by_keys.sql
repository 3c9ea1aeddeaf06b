-- Who stood before this period in the villages that are delivered in it, and how many of their rows the
-- delivery repeats by the trusted source key.
-- Grain: one row per source, village and delivery that stood. In the engine; needs standing_delivery,
-- staged_{kind}, keyed_{kind}.
with rows as (
    select period, source, village_code_kemendagri, record_key, is_keyed
    from keyed_{kind}
    union all
    select period, source, village_code_kemendagri, record_key, is_keyed
    from staged_{kind}
),

delivered as (
    select distinct
        village_code_kemendagri,
        record_key
    from rows
    where period = :period and is_keyed
)

select
    s.source,
    '{kind}' as kind,
    s.village_code_kemendagri,
    s.period as delivered_period,
    cast(count(*) as integer) as people,
    cast(count(d.record_key) as integer) as repeated
from standing_delivery as c
inner join rows as s
    on
        c.delivered_period = s.period
        and c.source = s.source
        and c.village_code_kemendagri = s.village_code_kemendagri
left join delivered as d
    on
        s.is_keyed
        and s.village_code_kemendagri = d.village_code_kemendagri
        and s.record_key = d.record_key
where c.kind = '{kind}'
group by s.source, s.village_code_kemendagri, s.period
