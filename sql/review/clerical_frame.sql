-- All pairs that the linkage keeps, in strata: linked or not, and band of weight; in an order that is
-- drawn from the seed and from what the nodes say, so that numbering and load order do not matter.
-- Grain: one row per pair.
create temporary table clerical_frame on commit drop as
select
    f.left_node_id,
    f.right_node_id,
    f.weight,
    f.is_linked,
    f.band,
    row_number() over (
        partition by f.is_linked, f.band
        order by md5(:seed || f.left_content || f.right_content)
    ) as place
from (
    select
        p.left_node_id,
        p.right_node_id,
        p.weight,
        cl.cluster_id = cr.cluster_id as is_linked,
        width_bucket(p.weight, cast(:edges as double precision[])) as band,
        l.content_hash::text as left_content,
        r.content_hash::text as right_content
    from linkage.pair as p
    inner join linkage.cluster as cl on p.left_node_id = cl.node_id
    inner join linkage.cluster as cr on p.right_node_id = cr.node_id
    inner join linkage.node as l on p.left_node_id = l.node_id
    inner join linkage.node as r on p.right_node_id = r.node_id
) as f
