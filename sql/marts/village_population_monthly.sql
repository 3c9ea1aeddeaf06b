-- Families, persons and rows of each village by source and decile.
-- Grain: one row per period, village, source (p3ke, dtks, both, any) and decile (null: all; 0: unknown).
-- A person and a family of the registry are counted once, in the village where the registry holds them to
-- live; `rows` counts rows where they were sent. A family is listed where one of its people is; lists left
-- over from larger families are none. Never delivered is null, zero is zero; a village that a source never
-- delivered still counts whom the source lists elsewhere and the registry holds to live here. No
-- suppression: for officials.
-- Counted by what tells sources apart first: a hundred times fewer rows are then turned.
with persons as materialized (
    select village_code_kemendagri, in_p3ke, in_dtks, desil, count(*) as persons
    from listed_person
    group by village_code_kemendagri, in_p3ke, in_dtks, desil
),

families as materialized (
    select
        f.village_code_kemendagri,
        f.in_p3ke,
        f.in_dtks,
        coalesce(p.desil, 0) as desil,
        count(*) as families
    from family as f
    left join listed_family as p on f.family_id = p.family_id
    group by f.village_code_kemendagri, f.in_p3ke, f.in_dtks, coalesce(p.desil, 0)
),

listed as (
    select village_code_kemendagri, in_p3ke, in_dtks, desil, persons, 0 as families
    from persons
    union all
    select village_code_kemendagri, in_p3ke, in_dtks, desil, 0 as persons, families
    from families
),

rows_sent as materialized (
    select
        village_code_kemendagri,
        source,
        case when source = 'p3ke' then coalesce(desil, 0) else 0 end as desil,
        count(*) as rows
    from (
        select village_code_kemendagri, source, desil from standing_row
        union all
        select village_code_kemendagri, source, desil from off_list_row
    ) as s
    group by 1, 2, 3
),

cells as (
    select s.village_code_kemendagri, s.source, d.desil
    from source_state as s
    cross join generate_series(0, 10) as d (desil)
),

-- Added up rather than joined: the planner cannot know how few rows a count leaves.
counted as (
    select
        village_code_kemendagri,
        source,
        desil,
        sum(persons) as persons,
        sum(families) as families,
        sum(rows) as rows
    from (
        select village_code_kemendagri, source, desil, 0 as persons, 0 as families, 0 as rows
        from cells
        union all
        select
            l.village_code_kemendagri,
            x.source,
            case when x.source = 'dtks' then 0 else l.desil end as desil,
            l.persons,
            l.families,
            0 as rows
        from listed as l
        cross join lateral (
            values
            ('p3ke', l.in_p3ke),
            ('dtks', l.in_dtks),
            ('both', l.in_p3ke and l.in_dtks),
            ('any', true)
        ) as x (source, is_in)
        where x.is_in
        union all
        select s.village_code_kemendagri, x.source, s.desil, 0 as persons, 0 as families, s.rows
        from rows_sent as s
        cross join lateral (values (s.source), ('any')) as x (source)
    ) as parts
    group by village_code_kemendagri, source, desil
),

with_all as (
    select village_code_kemendagri, source, desil, families, persons, rows
    from counted
    union all
    select
        village_code_kemendagri,
        source,
        cast(null as integer) as desil,
        sum(families) as families,
        sum(persons) as persons,
        sum(rows) as rows
    from counted
    group by village_code_kemendagri, source
)

select
    cast(:period as date) as period,
    w.village_code_kemendagri,
    w.source,
    cast(w.desil as smallint) as desil,
    case when s.families_are_known then cast(w.families as integer) end as families,
    case when s.is_known then cast(w.persons as integer) end as persons,
    case when s.was_delivered and w.source <> 'both' then cast(w.rows as integer) end as rows,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from with_all as w
inner join source_state as s
    on w.village_code_kemendagri = s.village_code_kemendagri and w.source = s.source
