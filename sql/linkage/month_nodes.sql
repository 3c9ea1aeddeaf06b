-- Which nodes the rows of a month say.
-- Grain: one row per node.
select distinct rn.node_id
from linkage.row_node as rn
where rn.period = :period
