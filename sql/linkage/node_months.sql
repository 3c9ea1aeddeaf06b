-- In which months nodes stand.
-- Grain: one row per placed row; a month's rows that say the same name their node again.
select
    period,
    node_id
from linkage.row_node
