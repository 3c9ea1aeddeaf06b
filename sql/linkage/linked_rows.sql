-- Each staged person row of the period's drops, where it came from, and its node and cluster.
select
    to_char(p.period, 'YYYY-MM') as period,
    p.source,
    d.file_name,
    coalesce(s.sheet_name, '') as sheet_name,
    p.row_number,
    rn.node_id,
    c.cluster_id as person_id
from staging.person as p
inner join ops.drop as d on p.drop_id = d.drop_id
left join ops.sheet as s on p.drop_id = s.drop_id and p.sheet_no = s.sheet_no
inner join linkage.row_node as rn on p.period = rn.period and p.row_id = rn.row_id
inner join linkage.cluster as c on rn.node_id = c.node_id
