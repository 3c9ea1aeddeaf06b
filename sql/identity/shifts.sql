-- Ids that mean another than before this run: the difference of two translations, of each id ever
-- given to the id that stands for the same today. An id that has units means itself. One that has
-- none means what its founder is; if the founder is gone, what most of its units became; if it had
-- none before, what its successor means.
-- Grain: one row per id. In the engine; needs retired_id, {units}, {founders}, {moves}, {losses}.
with left_units as (
    select id from retired_id
    union
    select {was_id} as id from {moves} where {was_id} is not null
    union
    select {lost_id} as id from {losses}
),

-- An id without units lost its last one in this run, or is retired since it did.
gone as materialized (
    select
        f.{id} as id,
        f.{founder} as founder_unit_id,
        r.id is not null as was_retired,
        r.successor_id
    from left_units as g
    inner join {founders} as f on g.id = f.{id}
    left join retired_id as r on f.{id} = r.id
    where not exists (select 1 from {units} as u where u.{id} = f.{id})
),

became as (
    select distinct on ({was_id})
        {was_id} as id,
        {moved_id} as to_id
    from {moves}
    where {was_id} is not null
    group by {was_id}, {moved_id}
    order by {was_id}, count(*) desc, {moved_id}
),

followed as materialized (
    select
        g.id,
        g.was_retired,
        g.successor_id,
        coalesce(u.{id}, b.to_id) as to_id
    from gone as g
    left join {units} as u on g.founder_unit_id = u.{unit}
    left join became as b on g.id = b.id
),

translated as (
    select
        f.id,
        case when f.was_retired then f.successor_id else f.id end as from_id,
        coalesce(
            f.to_id,
            case when n.id is null then f.successor_id else n.to_id end
        ) as to_id,
        f.was_retired
    from followed as f
    left join followed as n on f.successor_id = n.id
)

select
    t.id,
    case
        when t.to_id is null then 'retired'
        when t.was_retired then 'redirected'
        else 'merged'
    end as kind,
    t.from_id,
    t.to_id
from translated as t
where t.from_id is distinct from t.to_id
union all
select
    r.id,
    'returned' as kind,
    r.successor_id as from_id,
    r.id as to_id
from retired_id as r
where exists (select 1 from {units} as u where u.{id} = r.id)
