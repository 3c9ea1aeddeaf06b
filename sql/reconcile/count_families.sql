-- Counts all families that stand in a period, from what the sources say of everybody and not from the
-- steps of those touched: where most of their people are counted, the lower code first, else where
-- the families' own rows stand. Reads pg_temp.present_row, pg_temp.counted_elsewhere.
-- Grain: one row per source and village.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
with family_rows as (
    select distinct on (record_id)
        source,
        source_family_id,
        village_code_kemendagri,
        is_present
    from registry.source_family_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
),

belonging as materialized (
    select
        l.family_id,
        i.person_id,
        r.source,
        coalesce(e.village_code_kemendagri, r.village_code_kemendagri) as village_code_kemendagri
    from pg_temp.present_row as r
    inner join registry.identity as i on r.node_id = i.node_id
    inner join registry.family_list as l on i.list_id = l.list_id
    left join pg_temp.counted_elsewhere as e on i.person_id = e.person_id
    where l.family_id is not null
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
        l.family_id,
        f.source,
        null as village_of_person,
        f.village_code_kemendagri as village_of_family
    from family_rows as f
    inner join registry.family_list as l on l.list = f.source || '|' || f.source_family_id
    where f.is_present and l.family_id is not null
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

places as materialized (
    select distinct on (b.family_id)
        b.family_id,
        b.village_code_kemendagri
    from belonging as b
    inner join summed as s on b.family_id = s.family_id
    where s.is_torn
    group by b.family_id, b.village_code_kemendagri
    order by b.family_id, count(distinct b.person_id) desc, b.village_code_kemendagri
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
