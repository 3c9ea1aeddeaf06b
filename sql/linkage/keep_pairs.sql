-- Known pairs that this run sees otherwise.
update linkage.pair as p
set
    levels = s.levels,
    weight = s.weight
from linkage_pair as s
where p.left_node_id = s.left_node_id and p.right_node_id = s.right_node_id
