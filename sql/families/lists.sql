-- What every source calls a family, and which family it is. Grain: one row per list.
select list_id, list, family_id, first_period
from registry.family_list
