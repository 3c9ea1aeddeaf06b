-- Every family list, those met in this run too, which have no family yet. In the engine; needs family_list,
-- new_list.
select list_id, list, family_id, first_period, false as is_new
from family_list
union all
select list_id, list, family_id, first_period, true as is_new
from new_list
