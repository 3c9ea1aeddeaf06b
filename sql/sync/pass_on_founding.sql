-- Says which node founds a person whose founder is gone. Reads sql/sync/person_heir.sql.
update registry.person as p
set founder_node_id = h.node_id
from pg_temp.person_heir as h
where p.person_id = h.person_id
