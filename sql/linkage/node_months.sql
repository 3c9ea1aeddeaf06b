-- In which months nodes stand, and the fingerprints of the rows of a month and of the one before.
-- Grain: one row per placed row; a month's rows that say the same name their node again.
select
    period,
    node_id,
    case
        when period in (:period, (select max(b.period) from linkage.row_node as b where b.period < :period))
            then content_fingerprint
    end as content_fingerprint
from linkage.row_node
