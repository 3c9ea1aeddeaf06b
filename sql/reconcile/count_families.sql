-- Counts all families that stand in a period, from what the sources say of everybody and not from the
-- steps of those touched: where most of their people are counted, the lower code first, else where
-- the families' own rows stand. In the engine. Grain: one row per source and village.
-- Reads sql/reconcile/present_rows.sql, present_family_rows.sql, counted_elsewhere.sql.
with belonging as materialized (
    select
        r.family_id,
        r.person_id,
        r.source,
        coalesce(e.village_code_kemendagri, r.village_code_kemendagri) as village_code_kemendagri
    from present_row as r
    left join counted_elsewhere as e on r.person_id = e.person_id
    where r.family_id is not null
),

rows as (
    select
        family_id,
        source,
        village_code_kemendagri as village_of_person,
        null as village_of_family
    from belonging
    union all
    select
        family_id,
        source,
        null as village_of_person,
        village_code_kemendagri as village_of_family
    from present_family_row
),

summed as materialized (
    select
        family_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        coalesce(min(village_of_person), min(village_of_family)) as village_code_kemendagri,
        min(village_of_person) <> max(village_of_person) as is_torn
    from rows
    group by family_id
),

places as (
    select distinct on (b.family_id)
        b.family_id,
        b.village_code_kemendagri
    from (
        select
            b.family_id,
            b.village_code_kemendagri,
            count(distinct b.person_id) as persons
        from belonging as b
        inner join summed as s on b.family_id = s.family_id
        where s.is_torn
        group by b.family_id, b.village_code_kemendagri
    ) as b
    order by b.family_id, b.persons desc, b.village_code_kemendagri
)

select
    cast(:period as date) as period,
    'family' as entity,
    x.source,
    coalesce(p.village_code_kemendagri, s.village_code_kemendagri) as village_code_kemendagri,
    count(*) as closing
from summed as s
left join places as p on s.family_id = p.family_id
cross join lateral (
    values ('p3ke', s.is_in_p3ke), ('dtks', s.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by x.source, 4
