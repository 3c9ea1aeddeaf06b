-- Deliveries that were taken back, or judged otherwise. Reads sql/sync/changed_deliveries.sql.
update registry.delivered_village as d
set known_to = :run
from pg_temp.changed_deliveries as c
where
    d.known_to is null
    and d.source = c.source
    and d.kind = c.kind
    and d.village_code_kemendagri = c.village_code_kemendagri
    and d.period = c.period
