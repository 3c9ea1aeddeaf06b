-- Rows of a month that are of records which may be touched, each with its node.
-- Grain: one row per staged row. `blocks`: keys without the bits that number records of one key.
select
    s.period,
    s.row_id,
    s.source,
    s.village_code_kemendagri,
    s.record_key,
    s.content_fingerprint as hash,
    -- Looked up row by row: few rows are asked for, of a month whose nodes are many.
    case
        when '{kind}' = 'person'
            then (
                select rn.node_id
                from linkage.row_node as rn
                where rn.period = s.period and rn.row_id = s.row_id
            )
    end as node_id
from staging.{kind} as s
where s.period = :period and s.record_key >> 16 = any(:blocks)
