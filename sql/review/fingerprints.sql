-- What each of these nodes says, as a fingerprint that stays whatever number it gets.
-- Grain: one row per node.
select
    node_id,
    content_hash::text as content_hash
from linkage.node
where node_id = any(:nodes)
