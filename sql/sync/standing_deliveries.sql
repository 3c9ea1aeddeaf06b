-- Deliveries that stood before a period in the villages that are delivered in it.
-- Grain: one row per source, kind, village and delivery. Reads sql/sync/delivered.sql.
select
    c.source,
    c.kind,
    c.village_code_kemendagri,
    c.delivered_period
from registry.coverage as c
inner join pg_temp.delivered as n
    on
        c.source = n.source
        and c.kind = n.kind
        and c.village_code_kemendagri = n.village_code_kemendagri
where c.period = (select max(period) from registry.coverage where period < :period)
