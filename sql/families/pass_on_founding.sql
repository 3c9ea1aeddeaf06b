-- Says which list founds a family whose founding list is gone. Reads sql/families/heir.sql.
update registry.family as f
set founder_list_id = h.list_id
from pg_temp.heir as h
where f.family_id = h.family_id
