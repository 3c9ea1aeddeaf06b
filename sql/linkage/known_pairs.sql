-- Pairs that earlier runs compared.
select
    left_node_id,
    right_node_id,
    levels,
    weight
from linkage.pair
