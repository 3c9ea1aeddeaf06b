-- What stands in a period, per source, kind and village: its own delivery where that is whole, else
-- the last one with what was delivered in part since. A delivery is whole when it repeats at least
-- half of the people who stood there, or nobody did: a few rows never make a village vanish. Where the
-- kecamatan came as a whole, a quarter is enough: a list that was cut down is told from a part of
-- one by the lists that came with it.
-- Grain: one row per source, kind, village and delivery that stands. Reads sql/sync/delivered.sql,
-- sql/sync/stood.sql.
create temporary table coverage on commit drop as
with repeated as (
    select
        d.source,
        d.kind,
        d.village_code_kemendagri,
        coalesce(s.repeated * 2 >= s.people, true) as is_half,
        coalesce(s.repeated * 4 >= s.people, true) as is_quarter
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
),

-- Of each kecamatan, whether three villages of four that stood in it came.
kecamatan as (
    select
        b.source,
        b.kind,
        left(b.village_code_kemendagri, 6) as kecamatan_code,
        count(*) filter (where r.is_half) * 4 >= count(*) * 3 as came_whole
    from (
        select distinct source, kind, village_code_kemendagri
        from registry.coverage
        where period = (select max(period) from registry.coverage where period < :period)
    ) as b
    left join repeated as r
        on
            b.source = r.source
            and b.kind = r.kind
            and b.village_code_kemendagri = r.village_code_kemendagri
    group by b.source, b.kind, left(b.village_code_kemendagri, 6)
),

judged as (
    select
        r.source,
        r.kind,
        r.village_code_kemendagri,
        r.is_half or (r.is_quarter and k.came_whole) as is_whole
    from repeated as r
    left join kecamatan as k
        on
            r.source = k.source
            and r.kind = k.kind
            and left(r.village_code_kemendagri, 6) = k.kecamatan_code
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
