-- Each staged person row: where it came from, which village and which family list it stands in, its node,
-- its cluster as the linkage sees it now, and its id in the registry.
select
    to_char(p.period, 'YYYY-MM') as period,
    p.source,
    d.file_name,
    coalesce(s.sheet_name, '') as sheet_name,
    p.row_number,
    p.village_code_kemendagri,
    coalesce(p.no_kk, p.source_family_id) as list,
    rn.node_id,
    c.cluster_id as person_id,
    i.person_id as registry_id
from staging.person as p
inner join ops.drop as d on p.drop_id = d.drop_id
left join ops.sheet as s on p.drop_id = s.drop_id and p.sheet_no = s.sheet_no
inner join linkage.row_node as rn on p.period = rn.period and p.row_id = rn.row_id
inner join linkage.cluster as c on rn.node_id = c.node_id
left join registry.identity as i on rn.node_id = i.node_id
