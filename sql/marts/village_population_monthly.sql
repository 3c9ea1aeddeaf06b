-- Families, persons and rows of each village by source and decile.
-- Grain: one row per period, village, source (p3ke, dtks, both, any) and decile (null: all; 0: unknown).
-- A person of the registry is counted once, in the village where the registry holds them to live; `rows`
-- counts rows where they were sent. Families are P3KE family ids and DTKS family cards; of both and any,
-- families of the registry, each once. Never delivered is null, zero is zero; a village that a source never
-- delivered still counts people whom the source lists elsewhere and the registry holds to live here. No suppression: for officials.
with counted_persons as (
    select
        p.village_code_kemendagri,
        x.source,
        case when x.source = 'dtks' then 0 else p.desil end as desil,
        count(*) as persons
    from listed_person as p
    cross join lateral (
        values
        ('p3ke', p.in_p3ke),
        ('dtks', p.in_dtks),
        ('both', p.in_p3ke and p.in_dtks),
        ('any', true)
    ) as x (source, is_in)
    where x.is_in
    group by 1, 2, 3
),

family_deciles as materialized (
    select
        l.family_id,
        min(nullif(p.desil, 0)) as desil
    from listed_family as p
    inner join family_list as l on 'p3ke|' || p.source_family_id = l.list
    group by l.family_id
),

counted_families as (
    select village_code_kemendagri, 'p3ke' as source, desil, count(*) as families
    from listed_family
    group by village_code_kemendagri, desil
    union all
    select village_code_kemendagri, 'dtks' as source, 0 as desil, count(distinct no_kk) as families
    from standing_row
    where source = 'dtks' and no_kk is not null
    group by 1
    union all
    select
        f.village_code_kemendagri,
        x.source,
        coalesce(d.desil, 0) as desil,
        count(*) as families
    from placed_family as f
    left join family_deciles as d on f.family_id = d.family_id
    cross join lateral (
        values ('both', f.is_in_p3ke and f.is_in_dtks), ('any', true)
    ) as x (source, is_in)
    where x.is_in and f.village_code_kemendagri is not null
    group by 1, 2, 3
),

counted_rows as (
    select
        s.village_code_kemendagri,
        x.source,
        case when s.source = 'p3ke' then coalesce(s.desil, 0) else 0 end as desil,
        count(*) as rows
    from standing_row as s
    cross join lateral (values (s.source), ('any')) as x (source)
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
        select village_code_kemendagri, source, desil, persons, 0 as families, 0 as rows
        from counted_persons
        union all
        select village_code_kemendagri, source, desil, 0 as persons, families, 0 as rows
        from counted_families
        union all
        select village_code_kemendagri, source, desil, 0 as persons, 0 as families, rows
        from counted_rows
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
    case
        when
            s.was_delivered
            or sum(w.families) over (partition by w.village_code_kemendagri, w.source) > 0
            then cast(w.families as integer)
    end as families,
    case
        when
            s.was_delivered
            or sum(w.persons) over (partition by w.village_code_kemendagri, w.source) > 0
            then cast(w.persons as integer)
    end as persons,
    case when s.was_delivered and w.source <> 'both' then cast(w.rows as integer) end as rows,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from with_all as w
inner join source_state as s
    on w.village_code_kemendagri = s.village_code_kemendagri and w.source = s.source
