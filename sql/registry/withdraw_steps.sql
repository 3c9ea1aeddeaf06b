-- Says of steps that we know better now. Reads sql/registry/withdrawn_step.sql.
update registry.source_{kind}_version as v
set known_to = :run
from pg_temp.withdrawn_step as w
where v.record_id = w.record_id and v.valid_from = w.valid_from and v.known_to is null
