-- Which person of the registry each staged person row of a period is.
-- Grain: one row per staged person row of the period's drops.
select
    p.source,
    to_char(p.period, 'YYYY-MM') as period,
    d.file_name,
    s.sheet_name,
    p.row_number,
    i.person_id,
    cast(null as integer) as family_id
from staging.person as p
inner join ops.drop as d on p.drop_id = d.drop_id
inner join ops.sheet as s on p.drop_id = s.drop_id and p.sheet_no = s.sheet_no
left join linkage.row_node as n on p.period = n.period and p.row_id = n.row_id
left join registry.identity as i on n.node_id = i.node_id
where p.period = :period
order by p.row_id
