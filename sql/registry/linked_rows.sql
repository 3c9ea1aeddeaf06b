-- Rows of a month, each with its node. In the engine; needs staged_row, row_node.
select
    r.period,
    r.row_id,
    r.source,
    r.village_code_kemendagri,
    r.record_key,
    r.hash,
    n.node_id,
    r.is_keyed
from staged_row as r
left join row_node as n on r.row_id = n.row_id
