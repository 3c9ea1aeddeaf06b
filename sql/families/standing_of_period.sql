-- Person rows that stand in a period, with the list and the family of each.
-- Grain: one row per standing row. The village is where it was sent; carried forward where a village
-- was not delivered.
create temporary table standing_row on commit drop as
with wordings as materialized (
    select
        rn.period as delivered_period,
        n.source,
        k.village,
        k.list,
        k.role,
        i.person_id
    from linkage.row_node as rn
    inner join linkage.node as n on rn.node_id = n.node_id
    inner join linkage.match_key as k on rn.node_id = k.node_id
    inner join registry.identity as i on rn.node_id = i.node_id
    where rn.period in (
        select c.delivered_period
        from registry.coverage as c
        where c.period = :period and c.kind = 'person'
    )
)

select
    c.period,
    w.person_id,
    l.list_id,
    l.family_id,
    w.source,
    w.village as village_code_kemendagri,
    w.delivered_period,
    w.role as relation
from wordings as w
inner join registry.coverage as c
    on
        c.period = :period
        and c.kind = 'person'
        and w.delivered_period = c.delivered_period
        and w.source = c.source
        and w.village = c.village_code_kemendagri
left join registry.family_list as l on w.list = l.list
