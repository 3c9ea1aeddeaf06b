-- Who of those touched is counted elsewhere at one end of a step of the books than at the other, in every month.
-- Two steps, never mixed: what we know better of the month before since it was closed, and what happened since.
-- Grain: one row per month, person or family, source and step; `is_happening`: the second of the two. A village
-- is null where they are not counted. In the engine; needs moving_step, opening.
with known_better as materialized (
    select distinct
        o.period,
        o.opening_period,
        o.opening_run,
        v.entity,
        v.id
    from moving_step as v
    inner join opening as o
        on
            v.valid_from <= o.opening_period
            and (v.known_from > o.opening_run or v.known_to > o.opening_run)
),

happened as materialized (
    select distinct
        o.period,
        o.opening_period,
        v.entity,
        v.id
    from moving_step as v
    inner join opening as o on v.valid_from > o.opening_period and v.valid_from <= o.period
    where v.known_to is null
),

as_published as (
    select distinct on (k.period, v.entity, v.id)
        k.period,
        v.entity,
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from known_better as k
    inner join moving_step as v on k.entity = v.entity and k.id = v.id
    where
        v.valid_from <= k.opening_period
        and v.known_from <= k.opening_run
        and (v.known_to is null or v.known_to > k.opening_run)
    order by k.period, v.entity, v.id, v.valid_from desc
),

as_known as materialized (
    select distinct on (t.period, v.entity, v.id)
        t.period,
        v.entity,
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from (
        select period, opening_period, entity, id
        from known_better
        union
        select period, opening_period, entity, id
        from happened
    ) as t
    inner join moving_step as v on t.entity = v.entity and t.id = v.id
    where v.valid_from <= t.opening_period and v.known_to is null
    order by t.period, v.entity, v.id, v.valid_from desc
),

as_closed as (
    select distinct on (h.period, v.entity, v.id)
        h.period,
        v.entity,
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from happened as h
    inner join moving_step as v on h.entity = v.entity and h.id = v.id
    where v.valid_from <= h.period and v.known_to is null
    order by h.period, v.entity, v.id, v.valid_from desc
),

ends as (
    select
        t.period,
        t.entity,
        t.id,
        b.is_in_p3ke as was_in_p3ke,
        b.is_in_dtks as was_in_dtks,
        b.village_code_kemendagri as from_village,
        a.is_in_p3ke,
        a.is_in_dtks,
        a.village_code_kemendagri as to_village,
        false as is_happening
    from known_better as t
    left join as_published as b on t.period = b.period and t.entity = b.entity and t.id = b.id
    left join as_known as a on t.period = a.period and t.entity = a.entity and t.id = a.id
    union all
    select
        t.period,
        t.entity,
        t.id,
        b.is_in_p3ke as was_in_p3ke,
        b.is_in_dtks as was_in_dtks,
        b.village_code_kemendagri as from_village,
        a.is_in_p3ke,
        a.is_in_dtks,
        a.village_code_kemendagri as to_village,
        true as is_happening
    from happened as t
    left join as_known as b on t.period = b.period and t.entity = b.entity and t.id = b.id
    left join as_closed as a on t.period = a.period and t.entity = a.entity and t.id = a.id
),

sides as (
    select
        e.period,
        e.entity,
        e.id,
        x.source,
        case when x.is_before then e.from_village end as from_village,
        case when x.is_after then e.to_village end as to_village,
        e.is_happening
    from ends as e
    cross join lateral (
        values
        ('p3ke', e.was_in_p3ke, e.is_in_p3ke),
        ('dtks', e.was_in_dtks, e.is_in_dtks),
        ('any', true, true)
    ) as x (source, is_before, is_after)
)

select *
from sides
where from_village is distinct from to_village
