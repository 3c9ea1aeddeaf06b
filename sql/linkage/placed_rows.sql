-- Which node each row of a month says, as an earlier run placed it.
select
    row_id,
    node_id
from linkage.row_node
where period = :period
