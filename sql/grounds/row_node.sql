-- Which node of the linkage each row of a period's deliveries is.
-- Grain: one row per linked person row.
select row_id, node_id
from linkage.row_node
where period = :delivered_period
