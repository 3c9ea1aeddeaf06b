-- The books of a period, per village and source: from the last period as published to this one as
-- published, by movements of persons. Two independent counts meet: opening and closing are what the
-- marts say, movements are found by comparing the persons of both periods as the registry has them.
-- Grain: one row per village and source. `corrected` is what we know better of the last period since
-- it was published; `difference` must be zero.
with periods as (
    select
        cast(:period as date) as closing_period,
        (
            select max(period)
            from mart.village_population_monthly
            where period < :period
        ) as opening_period
),

standing as (
    select
        standing_period,
        person_id,
        source,
        period as delivered_period,
        village_code_kemendagri
    from registry.standing_person
    where
        standing_period in (
            select closing_period from periods
            union all
            select opening_period from periods
        )
),

person_village as (
    select distinct on (standing_period, person_id)
        standing_period,
        person_id,
        village_code_kemendagri
    from standing
    order by
        standing_period, person_id, delivered_period desc, source desc, village_code_kemendagri
),

listed as (
    select
        s.standing_period,
        s.person_id,
        x.source,
        v.village_code_kemendagri
    from (
        select
            standing_period,
            person_id,
            bool_or(source = 'p3ke') as in_p3ke,
            bool_or(source = 'dtks') as in_dtks
        from standing
        group by standing_period, person_id
    ) as s
    cross join lateral (
        values
        ('p3ke', s.in_p3ke),
        ('dtks', s.in_dtks),
        ('both', s.in_p3ke and s.in_dtks),
        ('any', true)
    ) as x (source, is_in)
    inner join person_village as v
        on s.standing_period = v.standing_period and s.person_id = v.person_id
    where x.is_in
),

moves as (
    select
        coalesce(a.source, b.source) as source,
        a.village_code_kemendagri as from_village,
        b.village_code_kemendagri as to_village
    from (
        select l.* from listed as l inner join periods as p on l.standing_period = p.opening_period
    ) as a
    full join (
        select l.* from listed as l inner join periods as p on l.standing_period = p.closing_period
    ) as b
        on a.person_id = b.person_id and a.source = b.source
),

movements as (
    select
        source,
        village_code_kemendagri,
        sum(known_opening) as known_opening,
        sum(came) as came,
        sum(moved_in) as moved_in,
        sum(moved_out) as moved_out,
        sum(went) as went
    from (
        select
            source,
            to_village as village_code_kemendagri,
            0 as known_opening,
            (from_village is null)::integer as came,
            (from_village <> to_village)::integer as moved_in,
            0 as moved_out,
            0 as went
        from moves
        where to_village is not null
        union all
        select
            source,
            from_village as village_code_kemendagri,
            1 as known_opening,
            0 as came,
            0 as moved_in,
            (from_village <> to_village)::integer as moved_out,
            (to_village is null)::integer as went
        from moves
        where from_village is not null
    ) as m
    group by source, village_code_kemendagri
),

published as (
    select
        m.village_code_kemendagri,
        m.source,
        coalesce(max(m.persons) filter (where m.period = p.opening_period), 0) as opening,
        coalesce(max(m.persons) filter (where m.period = p.closing_period), 0) as closing
    from mart.village_population_monthly as m
    cross join periods as p
    where m.desil is null and m.period in (p.opening_period, p.closing_period)
    group by m.village_code_kemendagri, m.source
)

select
    p.village_code_kemendagri,
    p.source,
    p.opening::integer,
    (coalesce(m.known_opening, 0) - p.opening)::integer as corrected,
    coalesce(m.came, 0)::integer as came,
    coalesce(m.moved_in, 0)::integer as moved_in,
    (-coalesce(m.moved_out, 0))::integer as moved_out,
    (-coalesce(m.went, 0))::integer as went,
    p.closing::integer,
    (
        p.closing - coalesce(m.known_opening, 0) - coalesce(m.came, 0) - coalesce(m.moved_in, 0)
        + coalesce(m.moved_out, 0) + coalesce(m.went, 0)
    )::integer as difference
from published as p
left join movements as m
    on p.village_code_kemendagri = m.village_code_kemendagri and p.source = m.source
order by p.village_code_kemendagri, p.source
