-- Movement between deciles: what P3KE said before its standing delivery, and what it says now.
-- Grain: one row per period, village, decile before and decile now, where there is anybody; none before
-- P3KE came twice. In a month without a P3KE delivery it is that of the last one.
-- For officials: not suppressed.
-- Who left is counted where P3KE last listed them. A list of then is of the family that it is of now.
with families_before as materialized (
    select
        coalesce(n.family_id, l.family_id) as family_id,
        min(b.desil) as desil,
        min(b.village_code_kemendagri) as village_code_kemendagri
    from family_before as b
    left join p3ke_list as n on b.source_family_id = n.source_family_id
    left join family_list as l on 'p3ke|' || b.source_family_id = l.list
    where coalesce(n.family_id, l.family_id) is not null
    group by 1
),

moved as (
    select
        coalesce(p.village_code_kemendagri, b.village_code_kemendagri) as village_code_kemendagri,
        coalesce(b.desil, -1) as desil_before,
        coalesce(p.desil, -1) as desil,
        1 as persons,
        0 as families
    from (select * from listed_person where in_p3ke) as p
    full join person_before as b on p.person_id = b.person_id
    union all
    select
        coalesce(f.village_code_kemendagri, b.village_code_kemendagri) as village_code_kemendagri,
        coalesce(b.desil, -1) as desil_before,
        coalesce(f.desil, -1) as desil,
        0 as persons,
        1 as families
    from listed_family as f
    full join families_before as b on f.family_id = b.family_id
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
where exists (select 1 from person_before)
group by
    m.village_code_kemendagri, m.desil_before, m.desil, s.as_of_p3ke, s.is_delivered
