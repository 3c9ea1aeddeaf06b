-- Which family each list of a source is.
-- Grain: one row per list on which anybody stands.
select list, family_id
from registry.family_list
where family_id is not null
