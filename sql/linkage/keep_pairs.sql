-- The pairs as this run sees them, written over what was seen before where that differs.
insert into linkage.pair (left_node_id, right_node_id, levels, weight)
select
    s.left_node_id,
    s.right_node_id,
    s.levels,
    s.weight
from linkage_pair as s
where not exists (
    select 1
    from linkage.pair as p
    where
        p.left_node_id = s.left_node_id
        and p.right_node_id = s.right_node_id
        and p.levels = s.levels
        and p.weight = s.weight
)
on conflict (left_node_id, right_node_id) do update
set levels = excluded.levels, weight = excluded.weight
