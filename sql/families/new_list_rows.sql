-- Family lists met in this run. Reads sql/families/new_lists.sql.
select list_id, list, null as family_id, first_period
from pg_temp.new_list
