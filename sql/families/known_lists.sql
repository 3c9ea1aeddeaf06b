-- Every family list, those met in this run too, which have no family yet. Goes with its tables.
create temporary view known_list as
select list_id, list, family_id, first_period
from registry.family_list
union all
select cast(list_id as integer) as list_id, list, null as family_id, first_period
from pg_temp.new_list
