-- Every movement of the books of some months, from the steps of those whom it touches. What we know better of
-- the month before: split, merged, corrected. What happened since: new, returned, moved_in, moved_out, dead,
-- refused, dropped. Of the first of all months all who stand are new.
-- Grain: one row per month, person or family, source and side of the movement, `change` 1 or -1.
-- In the engine; needs move, moving_step, opening, gone, identity_change, first_standing.
with events as (
    select distinct on (o.period, c.entity, c.id)
        o.period,
        c.entity,
        c.id,
        c.movement
    from identity_change as c
    inner join opening as o on c.run_id > o.opening_run
    order by o.period, c.entity, c.id, c.is_own desc, c.movement
),

listed_before as (
    select distinct
        m.period,
        m.entity,
        m.id,
        m.source
    from move as m
    inner join opening as o on m.period = o.period
    inner join moving_step as v on m.entity = v.entity and m.id = v.id
    where
        m.is_happening
        and m.from_village is null
        and v.known_to is null
        and v.valid_from <= o.opening_period
        and v.village_code_kemendagri is not null
        and case m.source when 'p3ke' then v.is_in_p3ke when 'dtks' then v.is_in_dtks else true end
)

select
    m.period,
    m.entity,
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
from move as m
cross join lateral (
    values (m.from_village, -1), (m.to_village, 1)
) as s (village_code_kemendagri, change)
left join events as e
    on not m.is_happening and m.period = e.period and m.entity = e.entity and m.id = e.id
left join gone as g
    on
        m.is_happening
        and m.entity = 'person'
        and m.period = g.period
        and m.id = g.id
        and m.source = g.source
left join listed_before as l
    on
        m.is_happening
        and m.period = l.period
        and m.entity = l.entity
        and m.id = l.id
        and m.source = l.source
where s.village_code_kemendagri is not null
union all
select
    f.period,
    f.entity,
    f.id,
    x.source,
    f.village_code_kemendagri,
    'new' as movement,
    1 as change
from first_standing as f
cross join lateral (
    values ('p3ke', f.is_in_p3ke), ('dtks', f.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
