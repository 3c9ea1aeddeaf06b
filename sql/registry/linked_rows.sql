-- Rows of a month, each with its node. In the engine; needs incoming_row, incoming_node.
select
    r.period,
    r.row_id,
    r.source,
    r.village_code_kemendagri,
    r.record_key,
    r.hash,
    n.node_id,
    r.is_keyed
from incoming_row as r
left join incoming_node as n on r.row_id = n.row_id
