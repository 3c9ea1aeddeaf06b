-- Writes which family a list is that was another before, or none any more.
-- Reads sql/families/moves.sql, losses.sql.
update registry.family_list as l
set family_id = m.family_id
from (
    select unit_id as list_id, id as family_id from pg_temp.identity_move where not is_new
    union all
    select unit_id as list_id, null as family_id from pg_temp.identity_loss
) as m
where l.list_id = m.list_id
