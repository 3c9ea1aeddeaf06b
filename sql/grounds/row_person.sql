-- Which person each row of a period's deliveries is.
-- Grain: one row per linked person row.
select
    r.row_id,
    i.person_id
from linkage.row_node as r
inner join registry.identity as i on r.node_id = i.node_id
where r.period = :delivered_period
