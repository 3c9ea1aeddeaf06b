-- Every family list and which family it is after a run. Grain: one row per list.
-- In the engine; needs known_list, list_move, list_loss.
select
    k.list_id,
    k.list,
    case when s.unit_id is null then coalesce(m.id, k.family_id) end as family_id,
    k.first_period
from known_list as k
left join list_move as m on k.list_id = m.unit_id
left join list_loss as s on k.list_id = s.unit_id
