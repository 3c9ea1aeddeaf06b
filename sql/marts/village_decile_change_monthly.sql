-- Movement between deciles: what P3KE said before its standing delivery, and what it says now.
-- Grain: one row per period, village, decile before and decile now, where there is anybody; none before
-- P3KE came twice. In a month without a P3KE delivery it is that of the last one.
-- For officials: not suppressed.
with vintage as materialized (
    select
        max(delivered_period) as standing,
        cast(max(delivered_period) - interval '1 month' as date) as before
    from registry.coverage
    where period = :period and source = 'p3ke' and is_base
),

person_records as materialized (
    select distinct on (v.record_id)
        v.node_id,
        v.village_code_kemendagri,
        coalesce(v.desil, 0) as desil,
        v.is_present
    from registry.source_person_version as v
    inner join vintage as x on v.valid_from <= x.before
    where v.source = 'p3ke' and v.known_to is null
    order by v.record_id, v.valid_from desc
),

persons_before as materialized (
    select
        i.person_id,
        min(r.desil) as desil,
        min(r.village_code_kemendagri) as village_code_kemendagri
    from person_records as r
    inner join registry.identity as i on r.node_id = i.node_id
    where r.is_present
    group by i.person_id
),

family_records as materialized (
    select distinct on (v.record_id)
        v.source_family_id,
        v.village_code_kemendagri,
        coalesce(v.desil, 0) as desil,
        v.is_present
    from registry.source_family_version as v
    inner join vintage as x on v.valid_from <= x.before
    where v.source = 'p3ke' and v.known_to is null and v.source_family_id is not null
    order by v.record_id, v.valid_from desc
),

families_before as materialized (
    select
        source_family_id,
        min(desil) as desil,
        min(village_code_kemendagri) as village_code_kemendagri
    from family_records
    where is_present
    group by source_family_id
),

-- Who left is counted where P3KE last listed them.
moved as (
    select
        coalesce(p.village_code_kemendagri, b.village_code_kemendagri) as village_code_kemendagri,
        coalesce(b.desil, -1) as desil_before,
        coalesce(p.desil, -1) as desil,
        1 as persons,
        0 as families
    from (select * from listed_person where in_p3ke) as p
    full join persons_before as b on p.person_id = b.person_id
    union all
    select
        coalesce(f.village_code_kemendagri, b.village_code_kemendagri) as village_code_kemendagri,
        coalesce(b.desil, -1) as desil_before,
        coalesce(f.desil, -1) as desil,
        0 as persons,
        1 as families
    from listed_family as f
    full join families_before as b on f.source_family_id = b.source_family_id
)

select
    cast(:period as date) as period,
    m.village_code_kemendagri,
    cast(m.desil_before as smallint) as desil_before,
    cast(m.desil as smallint) as desil,
    cast(sum(m.persons) as integer) as persons,
    cast(sum(m.families) as integer) as families,
    s.as_of_p3ke,
    s.is_delivered
from moved as m
inner join source_state as s
    on m.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
where exists (select from persons_before)
group by
    m.village_code_kemendagri, m.desil_before, m.desil, s.as_of_p3ke, s.is_delivered
