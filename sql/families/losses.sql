-- Families of lists on which nobody stands any more.
-- Grain: one row per list. In the engine; needs known_list, list_cluster.
select
    family_id as id,
    list_id as unit_id
from known_list
where family_id is not null and list_id not in (select c.list_id from list_cluster as c)
