-- Writes the lists met in this run, each with its family. Reads sql/families/new_lists.sql, moves.sql.
insert into registry.family_list (list_id, list, family_id, first_period)
select n.list_id, n.list, m.id as family_id, n.first_period
from pg_temp.new_list as n
left join pg_temp.identity_move as m on n.list_id = m.unit_id
order by n.list_id
