-- Every movement of a period's books of one entity, from the steps of those whom it touches. Two
-- steps, never mixed. What we know better of the month before since it was closed: split, merged,
-- corrected. What happened since: new, returned, moved_in, moved_out, dead, refused, dropped: a leaver is dead
-- where any record of them says so, else refused where any does, else dropped; of one source, its records.
-- Grain: one row per person or family, source and side of the movement, `change` 1 or -1.
-- Reads sql/reconcile/moving_steps.sql.
insert into book_movement (entity, id, source, village_code_kemendagri, movement, change)
with opening as (
    select opening_period, opening_run from registry.book_opening where period = :period
),

known_better as materialized (
    select distinct v.id
    from pg_temp.moving_step as v
    cross join opening as o
    where
        v.entity = :entity
        and v.valid_from <= o.opening_period
        and (v.known_from > o.opening_run or v.known_to > o.opening_run)
),

happened as materialized (
    select distinct v.id
    from pg_temp.moving_step as v
    cross join opening as o
    where
        v.entity = :entity
        and v.known_to is null
        and v.valid_from <= :period
        and (v.valid_from > o.opening_period or o.opening_period is null)
),

as_published as (
    select distinct on (v.id)
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from known_better as k
    inner join pg_temp.moving_step as v on k.id = v.id
    cross join opening as o
    where
        v.entity = :entity
        and v.valid_from <= o.opening_period
        and v.known_from <= o.opening_run
        and (v.known_to is null or v.known_to > o.opening_run)
    order by v.id, v.valid_from desc
),

as_known as materialized (
    select distinct on (v.id)
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from pg_temp.moving_step as v
    cross join opening as o
    where
        v.entity = :entity
        and v.id in (select id from known_better union all select id from happened)
        and v.valid_from <= o.opening_period
        and v.known_to is null
    order by v.id, v.valid_from desc
),

as_closed as (
    select distinct on (v.id)
        v.id,
        v.is_in_p3ke,
        v.is_in_dtks,
        v.village_code_kemendagri
    from happened as h
    inner join pg_temp.moving_step as v on h.id = v.id
    where v.entity = :entity and v.valid_from <= :period and v.known_to is null
    order by v.id, v.valid_from desc
),

sides as (
    select
        t.id,
        x.source,
        case when x.is_before then b.village_code_kemendagri end as from_village,
        case when x.is_after then a.village_code_kemendagri end as to_village,
        false as is_happening
    from known_better as t
    left join as_published as b on t.id = b.id
    left join as_known as a on t.id = a.id
    cross join lateral (
        values
        ('p3ke', b.is_in_p3ke, a.is_in_p3ke),
        ('dtks', b.is_in_dtks, a.is_in_dtks),
        ('any', true, true)
    ) as x (source, is_before, is_after)
    union all
    select
        t.id,
        x.source,
        case when x.is_before then b.village_code_kemendagri end as from_village,
        case when x.is_after then a.village_code_kemendagri end as to_village,
        true as is_happening
    from happened as t
    left join as_known as b on t.id = b.id
    left join as_closed as a on t.id = a.id
    cross join lateral (
        values
        ('p3ke', b.is_in_p3ke, a.is_in_p3ke),
        ('dtks', b.is_in_dtks, a.is_in_dtks),
        ('any', true, true)
    ) as x (source, is_before, is_after)
),

moves as materialized (
    select *
    from sides
    where from_village is distinct from to_village
),

-- Whose id meant another since then, or whose rows came from one that did.
events as (
    select distinct on (e.id)
        e.id,
        e.movement
    from (
        select
            x.id,
            case when c.kind in ('split', 'returned') then 'split' else 'merged' end as movement,
            x.id = c.id as is_own
        from registry.identity_change as c
        cross join opening as o
        cross join lateral (values (c.id), (c.from_id), (c.to_id)) as x (id)
        where
            c.entity = :entity
            and c.run_id > o.opening_run
            and c.kind in ('split', 'returned', 'merged', 'redirected')
    ) as e
    where e.id is not null
    order by e.id, e.is_own desc, e.movement
),

-- Why those left whom a row says dead or refused; looked up for leavers alone.
gone as materialized (
    select
        g.person_id as id,
        g.source,
        g.status
    from registry.gone_as_of(
        (
            select array_agg(distinct m.id)
            from moves as m
            where :entity = 'person' and m.is_happening and m.to_village is null
        ),
        cast(:period as date)
    ) as g
),

listed_before as (
    select distinct
        v.id,
        x.source
    from pg_temp.moving_step as v
    cross join opening as o
    cross join lateral (
        values ('p3ke', v.is_in_p3ke), ('dtks', v.is_in_dtks), ('any', true)
    ) as x (source, is_in)
    where
        v.entity = :entity
        and v.id in (select id from moves where is_happening and from_village is null)
        and v.known_to is null
        and v.valid_from <= o.opening_period
        and v.village_code_kemendagri is not null
        and x.is_in
)

select
    cast(:entity as text) as entity,
    m.id,
    m.source,
    s.village_code_kemendagri,
    case
        when not m.is_happening and m.from_village is not null and m.to_village is not null
            then 'corrected'
        when not m.is_happening then coalesce(e.movement, 'corrected')
        when m.from_village is not null and m.to_village is not null
            then case when s.change > 0 then 'moved_in' else 'moved_out' end
        when m.to_village is null then coalesce(g.status, 'dropped')
        when l.id is not null then 'returned'
        else 'new'
    end as movement,
    s.change
from moves as m
cross join lateral (
    values (m.from_village, -1), (m.to_village, 1)
) as s (village_code_kemendagri, change)
left join events as e on not m.is_happening and m.id = e.id
left join gone as g on m.is_happening and m.id = g.id and m.source = g.source
left join listed_before as l on m.is_happening and m.id = l.id and m.source = l.source
where s.village_code_kemendagri is not null
