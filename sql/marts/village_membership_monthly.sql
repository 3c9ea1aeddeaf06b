-- Families of one person and lists left over, of which the bounds of families are made.
-- Grain: one row per period, village, source and decile (null: all). No suppression: for officials.
-- Left over is a family of the registry that is listed, but whose people all belong to larger ones: the
-- families of the books are those counted and those left over. It has no decile: 0.
with without_people as materialized (
    select family_id, village_code_kemendagri
    from placed_family
    where
        village_code_kemendagri is not null
        and family_id not in (select family_id from family)
),

-- Few are: their rows are found before anybody is looked up.
on_their_lists as materialized (
    select distinct f.family_id, f.village_code_kemendagri, r.person_id
    from without_people as f
    inner join standing_row as r on f.family_id = r.family_id
),

left_over as (
    select
        f.family_id,
        f.village_code_kemendagri,
        bool_or(p.in_p3ke) as in_p3ke,
        bool_or(p.in_dtks) as in_dtks
    from on_their_lists as f
    inner join listed_person as p on f.person_id = p.person_id
    group by f.family_id, f.village_code_kemendagri
),

counted as materialized (
    select
        f.village_code_kemendagri,
        f.in_p3ke,
        f.in_dtks,
        coalesce(l.desil, 0) as desil,
        count(*) as families,
        count(*) filter (where f.persons = 1) as alone,
        count(*) filter (where f.persons = 1 and not (f.in_p3ke and f.in_dtks))
            as alone_in_one_source,
        0 as left_over
    from family as f
    left join listed_family as l on f.family_id = l.family_id
    group by f.village_code_kemendagri, f.in_p3ke, f.in_dtks, l.desil
    union all
    select village_code_kemendagri, in_p3ke, in_dtks, 0, 0, 0, 0, count(*)
    from left_over
    group by village_code_kemendagri, in_p3ke, in_dtks
),

with_zeros as (
    select
        f.village_code_kemendagri,
        x.source,
        x.desil,
        f.families,
        f.alone,
        f.alone_in_one_source,
        f.left_over
    from counted as f
    cross join lateral (
        values
        ('p3ke', f.in_p3ke, f.desil),
        ('dtks', f.in_dtks, 0),
        ('both', f.in_p3ke and f.in_dtks, f.desil),
        ('any', true, f.desil)
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
    case when s.families_are_known then cast(a.families as integer) end as families,
    case when s.families_are_known then cast(a.alone as integer) end as families_of_one_person,
    case when s.families_are_known then cast(a.alone_in_one_source as integer) end
        as families_of_one_person_in_one_source,
    case when s.families_are_known then cast(a.left_over as integer) end as families_left_over,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
