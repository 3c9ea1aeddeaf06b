-- Person rows of those touched, and of all lists of touched families, in every period in which they
-- stand, with the list and the family of each.
-- Grain: one row per period and standing row. Reads pg_temp.touched_person, pg_temp.touched_family.
create temporary table standing_row on commit drop as
with wordings as materialized (
    select
        i.node_id,
        i.person_id,
        n.source,
        k.village,
        k.role,
        l.list_id,
        l.family_id
    from registry.identity as i
    inner join linkage.node as n on i.node_id = n.node_id
    inner join linkage.match_key as k on i.node_id = k.node_id
    left join registry.family_list as l on k.list = l.list
    where
        i.person_id in (select person_id from pg_temp.touched_person)
        or l.family_id in (select family_id from pg_temp.touched_family)
),

deliveries as materialized (
    select
        rn.period as delivered_period,
        w.*
    from linkage.row_node as rn
    inner join wordings as w on rn.node_id = w.node_id
)

select
    c.period,
    d.person_id,
    d.list_id,
    d.family_id,
    d.source,
    d.village as village_code_kemendagri,
    d.delivered_period,
    d.role as relation
from deliveries as d
inner join registry.coverage as c
    on
        c.kind = 'person'
        and d.delivered_period = c.delivered_period
        and d.source = c.source
        and d.village = c.village_code_kemendagri
