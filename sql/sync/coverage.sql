-- What stands in a period, per source, kind and village: its own delivery where that is whole, else
-- the last one with what was delivered in part since. A delivery is whole when it repeats at least
-- half of the people who stood there, or nobody did: a few rows never make a village vanish.
-- Grain: one row per source, kind, village and delivery that stands. Reads sql/sync/delivered.sql,
-- sql/sync/stood.sql.
create temporary table coverage on commit drop as
with judged as (
    select
        d.source,
        d.kind,
        d.village_code_kemendagri,
        coalesce(s.repeated * 2 >= s.people, true) as is_whole
    from pg_temp.delivered as d
    left join (
        select
            source,
            kind,
            village_code_kemendagri,
            sum(people) as people,
            sum(repeated) as repeated
        from pg_temp.stood
        group by source, kind, village_code_kemendagri
    ) as s
        on
            d.source = s.source
            and d.kind = s.kind
            and d.village_code_kemendagri = s.village_code_kemendagri
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
from registry.coverage as b
left join judged as j
    on
        b.source = j.source
        and b.kind = j.kind
        and b.village_code_kemendagri = j.village_code_kemendagri
where
    b.period = (select max(period) from registry.coverage where period < :period)
    and not coalesce(j.is_whole, false)
