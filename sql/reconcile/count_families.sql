-- Counts all families that stand in a period, from what the sources say of everybody and not from the
-- steps of those touched: where most of their people are counted, the lower code first, else where
-- the families' own rows stand. In the engine. Grain: one row per source and village.
-- Reads sql/reconcile/present_rows.sql, present_family_rows.sql, counted_elsewhere.sql.
with belonging as materialized (
    select
        r.family_id,
        r.person_id,
        r.source,
        coalesce(e.village, r.village) as village
    from present_row as r
    left join counted_elsewhere as e on r.person_id = e.person_id
    where r.family_id is not null
),

rows as (
    select
        family_id,
        source,
        village as village_of_person,
        null as village_of_family
    from belonging
    union all
    select
        family_id,
        source,
        null as village_of_person,
        village as village_of_family
    from present_family_row
),

summed as materialized (
    select
        family_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        coalesce(min(village_of_person), min(village_of_family)) as village,
        min(village_of_person) <> max(village_of_person) as is_torn
    from rows
    group by family_id
),

places as (
    select distinct on (b.family_id)
        b.family_id,
        b.village
    from (
        select
            b.family_id,
            b.village,
            count(distinct b.person_id) as persons
        from belonging as b
        inner join summed as s on b.family_id = s.family_id
        where s.is_torn
        group by b.family_id, b.village
    ) as b
    order by b.family_id, b.persons desc, b.village
),

counted as (
    select
        coalesce(p.village, s.village) as village,
        count(*) filter (where s.is_in_p3ke) as p3ke,
        count(*) filter (where s.is_in_dtks) as dtks,
        count(*) as any_source
    from summed as s
    left join places as p on s.family_id = p.family_id
    group by 1
)

select
    cast(:period as date) as period,
    'family' as entity,
    x.source,
    v.village_code_kemendagri,
    x.closing
from counted as c
inner join listed_village as v on c.village = v.village
cross join lateral (
    values ('p3ke', c.p3ke), ('dtks', c.dtks), ('any', c.any_source)
) as x (source, closing)
where x.closing > 0
