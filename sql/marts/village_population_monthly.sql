-- Families, persons and rows of each village by source and decile.
-- Grain: one row per period, village, source (p3ke, dtks, both, any) and decile (null: all; 0: unknown).
-- A person of the registry is counted once, in the village where the registry holds them to live; `rows`
-- counts rows where they were sent. Families are P3KE family ids and DTKS family cards; of both and any,
-- families of the registry, each once. Never delivered is null, zero is zero; a village that a source never
-- delivered still counts people whom the source lists elsewhere and the registry holds to live here. No suppression: for officials.
with village_state as (
    select
        v.village_code_kemendagri,
        max(c.delivered_period) filter (where c.source = 'p3ke' and c.is_base) as as_of_p3ke,
        max(c.delivered_period) filter (where c.source = 'dtks' and c.is_base) as as_of_dtks,
        coalesce(bool_or(c.source = 'p3ke' and c.delivered_period = :period), false)
            as p3ke_is_delivered,
        coalesce(bool_or(c.source = 'dtks' and c.delivered_period = :period), false)
            as dtks_is_delivered
    from reference.village as v
    left join registry.coverage as c
        on
            c.period = :period
            and c.kind = 'person'
            and v.village_code_kemendagri = c.village_code_kemendagri
    group by v.village_code_kemendagri
),

counted_persons as (
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

p3ke_families as (
    select distinct on (source_family_id)
        source_family_id,
        village_code_kemendagri,
        desil
    from (
        select
            source_family_id, village_code_kemendagri, desil, period as delivered_period, 0 as rank
        from registry.standing_family
        where standing_period = :period and source = 'p3ke'
        union all
        select source_family_id, village_code_kemendagri, desil, delivered_period, 1 as rank
        from standing_row
        where source = 'p3ke'
    ) as f
    where source_family_id is not null
    order by source_family_id, rank, delivered_period desc, village_code_kemendagri
),

-- A family of the registry is counted where the registry holds it to live, as in the books.
families as materialized (
    select distinct on (family_id)
        family_id,
        village_code_kemendagri,
        is_in_p3ke and is_in_dtks as is_in_both
    from registry.family_version
    where known_to is null and valid_from <= :period
    order by family_id, valid_from desc
),

family_deciles as materialized (
    select
        l.family_id,
        min(p.desil) as desil
    from p3ke_families as p
    inner join registry.family_list as l on 'p3ke|' || p.source_family_id = l.list
    group by l.family_id
),

counted_families as (
    select village_code_kemendagri, 'p3ke' as source, coalesce(desil, 0) as desil, count(*) as families
    from p3ke_families
    group by 1, 3
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
    from families as f
    left join family_deciles as d on f.family_id = d.family_id
    cross join lateral (values ('both', f.is_in_both), ('any', true)) as x (source, is_in)
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
    select v.village_code_kemendagri, s.source, d.desil
    from reference.village as v
    cross join (values ('p3ke'), ('dtks'), ('both'), ('any')) as s (source)
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
            k.is_known
            or sum(w.families) over (partition by w.village_code_kemendagri, w.source) > 0
            then w.families
    end as families,
    case
        when
            k.is_known
            or sum(w.persons) over (partition by w.village_code_kemendagri, w.source) > 0
            then w.persons
    end as persons,
    case when k.is_known and w.source <> 'both' then w.rows end as rows,
    s.as_of_p3ke,
    s.as_of_dtks,
    case w.source
        when 'p3ke' then s.p3ke_is_delivered
        when 'dtks' then s.dtks_is_delivered
        when 'both' then s.p3ke_is_delivered and s.dtks_is_delivered
        else s.p3ke_is_delivered or s.dtks_is_delivered
    end as is_delivered
from with_all as w
inner join village_state as s on w.village_code_kemendagri = s.village_code_kemendagri
cross join lateral (
    select
        case w.source
            when 'p3ke' then s.as_of_p3ke is not null
            when 'dtks' then s.as_of_dtks is not null
            when 'both' then s.as_of_p3ke is not null and s.as_of_dtks is not null
            else s.as_of_p3ke is not null or s.as_of_dtks is not null
        end as is_known
) as k
