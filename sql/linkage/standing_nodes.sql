-- Every node that some staged row says, with its cluster of before.
-- `months` has a bit for each month in which it stands; months 63 apart share one.
-- Grain: one row per standing node.
with standing as (
    select
        rn.node_id,
        bit_or(
            1::bigint << ((extract(year from rn.period) * 12 + extract(month from rn.period))::integer % 63)
        ) as months
    from linkage.row_node as rn
    group by rn.node_id
)

select
    s.node_id,
    c.cluster_id,
    s.months
from standing as s
left join linkage.cluster as c on s.node_id = c.node_id
