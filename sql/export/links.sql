-- Which person of the registry each staged person row of a period is, and which family its list is:
-- a row without family id and No KK has none.
-- Grain: one row per staged person row of the period's drops.
select
    p.source,
    to_char(p.period, 'YYYY-MM') as period,
    d.file_name,
    s.sheet_name,
    p.row_number,
    i.person_id,
    l.family_id
from staging.person as p
inner join ops.drop as d on p.drop_id = d.drop_id
inner join ops.sheet as s on p.drop_id = s.drop_id and p.sheet_no = s.sheet_no
left join linkage.row_node as n on p.period = n.period and p.row_id = n.row_id
left join registry.identity as i on n.node_id = i.node_id
left join registry.family_list as l
    on p.source || '|' || coalesce(p.no_kk, p.source_family_id) = l.list
where p.period = :period
order by p.row_id
