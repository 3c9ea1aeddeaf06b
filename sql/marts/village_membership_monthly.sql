-- Families of each village as their members tell: everybody belongs to the largest family on whose
-- lists they stand, so that a list left over from a family that moved on counts no family.
-- Grain: one row per period, village, source and decile (null: all). No suppression: for officials.
with members as materialized (
    select
        r.person_id,
        coalesce(l.family_id, -r.person_id) as family_id
    from standing_row as r
    left join family_list as l
        on r.source || '|' || coalesce(r.no_kk, r.source_family_id) = l.list
    group by 1, 2
),

sizes as materialized (
    select family_id, count(*) as persons
    from members
    group by family_id
),

choices as materialized (
    select person_id, min(family_id) as family_id, count(*) as families
    from members
    group by person_id
),

-- Few stand on lists of several families; only for them is there anything to choose.
chosen as materialized (
    select distinct on (m.person_id) m.person_id, m.family_id
    from choices as c
    inner join members as m on c.person_id = m.person_id
    inner join sizes as z on m.family_id = z.family_id
    where c.families > 1
    order by m.person_id, z.persons desc, m.family_id
),

people as materialized (
    select person_id, family_id from choices where families = 1
    union all
    select person_id, family_id from chosen
),

located as materialized (
    select
        m.family_id,
        p.village_code_kemendagri,
        count(*) as persons,
        bool_or(p.in_p3ke) as in_p3ke,
        bool_or(p.in_dtks) as in_dtks,
        bool_or(p.in_p3ke and p.in_dtks) as in_both,
        min(p.desil) filter (where p.desil > 0) as desil
    from people as m
    inner join listed_person as p on m.person_id = p.person_id
    group by m.family_id, p.village_code_kemendagri
),

-- Where most of its people live; of its people in P3KE the lowest decile.
families as materialized (
    select
        family_id,
        (array_agg(village_code_kemendagri order by persons desc, village_code_kemendagri))[1]
            as village_code_kemendagri,
        bool_or(in_p3ke) as in_p3ke,
        bool_or(in_dtks) as in_dtks,
        bool_or(in_both) as in_both,
        coalesce(min(desil), 0) as desil,
        sum(persons) = 1 as is_alone
    from located
    group by family_id
),

-- Alike ones are turned together: few kinds, many families.
kinds as materialized (
    select
        village_code_kemendagri,
        in_p3ke,
        in_dtks,
        in_both,
        desil,
        is_alone::integer as alone,
        count(*) as families
    from families
    group by village_code_kemendagri, in_p3ke, in_dtks, in_both, desil, is_alone
),

-- Families of one whose person belongs to a larger one: by them we know how often that happens.
left_over as (
    select p.village_code_kemendagri, p.in_p3ke, p.in_dtks, p.desil
    from chosen as c
    inner join members as m on c.person_id = m.person_id and c.family_id <> m.family_id
    inner join sizes as z on m.family_id = z.family_id and z.persons = 1
    inner join listed_person as p on c.person_id = p.person_id
),

with_zeros as (
    select
        f.village_code_kemendagri,
        x.source,
        x.desil,
        f.families,
        f.alone * f.families as alone,
        f.alone * (not f.in_both)::integer * f.families as alone_in_one_source,
        0 as left_over
    from kinds as f
    cross join lateral (
        values
        ('p3ke', f.in_p3ke, f.desil),
        ('dtks', f.in_dtks, 0),
        ('both', f.in_both, f.desil),
        ('any', true, f.desil)
    ) as x (source, is_in, desil)
    where x.is_in
    union all
    select l.village_code_kemendagri, x.source, x.desil, 0, 0, 0, 1
    from left_over as l
    cross join lateral (
        values
        ('p3ke', l.in_p3ke, l.desil),
        ('dtks', l.in_dtks, 0),
        ('both', l.in_p3ke and l.in_dtks, l.desil),
        ('any', true, l.desil)
    ) as x (source, is_in, desil)
    where x.is_in
    union all
    select s.village_code_kemendagri, s.source, d.desil, 0, 0, 0, 0
    from source_state as s
    cross join generate_series(0, 10) as d (desil)
),

added as (
    select
        village_code_kemendagri,
        source,
        desil,
        sum(families) as families,
        sum(alone) as alone,
        sum(alone_in_one_source) as alone_in_one_source,
        sum(left_over) as left_over
    from with_zeros
    group by village_code_kemendagri, source, grouping sets ((desil), ())
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.source,
    cast(a.desil as smallint) as desil,
    case when s.is_known then cast(a.families as integer) end as families,
    case when s.is_known then cast(a.alone as integer) end as families_of_one_person,
    case when s.is_known then cast(a.alone_in_one_source as integer) end
        as families_of_one_person_in_one_source,
    case when s.is_known then cast(a.left_over as integer) end as families_left_over,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
