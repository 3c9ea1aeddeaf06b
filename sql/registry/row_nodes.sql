-- Which node each row of a month is of. Grain: one row per linked row.
select row_id, node_id
from linkage.row_node
where period = :period
