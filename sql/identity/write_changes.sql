-- Keeps what became of ids in this run, each with why: a decision about the two, taken or undone
-- since the run before; another model; rows that left; else the evidence.
-- Grain: one row per id and change. Reads pg_temp.identity_shift, identity_move, identity_loss.
with this_run as (
    select
        n.first_id,
        n.last_id,
        coalesce(n.model_version <> p.model_version, false) as has_new_model,
        coalesce(s.known_at, '-infinity') as known_before
    from registry.identity_run as n
    left join lateral (
        select r.run_id, r.model_version
        from registry.identity_run as r
        where r.entity = :entity and r.run_id < :run
        order by r.run_id desc
        limit 1
    ) as p on true
    left join registry.sync_run as s on p.run_id = s.run_id
    where n.entity = :entity and n.run_id = :run
),

moves as (
    select distinct was_id as from_id, id as to_id
    from pg_temp.identity_move
    where was_id is not null
),

changes as (
    select s.kind, s.id, s.from_id, s.to_id
    from pg_temp.identity_shift as s
    union all
    select 'split' as kind, m.to_id as id, m.from_id, m.to_id
    from moves as m
    cross join this_run as r
    where m.to_id between r.first_id and r.last_id
    union all
    select 'transferred' as kind, m.from_id as id, m.from_id, m.to_id
    from moves as m
    cross join this_run as r
    where
        m.to_id not between r.first_id and r.last_id
        and not exists (
            select
            from pg_temp.identity_shift as s
            where
                (s.id = m.from_id and s.to_id = m.to_id)
                or (s.id = m.to_id and s.from_id = m.from_id)
        )
),

-- The people of whom a decision since the run before speaks: as they are and as they were.
decided as (
    select d.decision_id, p.id
    from linkage.decision as d
    cross join this_run as r
    cross join lateral (
        select u.id
        from registry.identity_unit as u
        where u.entity = :entity and u.unit_id in (d.left_node_id, d.right_node_id)
        union all
        select m.was_id as id
        from pg_temp.identity_move as m
        where m.unit_id in (d.left_node_id, d.right_node_id)
    ) as p
    where
        :entity = 'person'
        and p.id is not null
        and greatest(d.decided_at, d.undone_at) > r.known_before
)

insert into registry.identity_change (
    entity, run_id, kind, id, from_id, to_id, reason, decision_id
)
select
    :entity as entity,
    :run as run_id,
    c.kind,
    c.id,
    c.from_id,
    c.to_id,
    case
        when d.decision_id is not null then 'decision'
        when r.has_new_model then 'model'
        when exists (select from pg_temp.identity_loss as l where l.id in (c.id, c.from_id))
            then 'withdrawal'
        else 'evidence'
    end as reason,
    d.decision_id
from changes as c
cross join this_run as r
left join lateral (
    select max(one.decision_id) as decision_id
    from decided as one
    inner join decided as other on one.decision_id = other.decision_id
    where one.id = c.from_id and other.id = c.to_id
) as d on true
order by c.kind, c.id, c.from_id, c.to_id
