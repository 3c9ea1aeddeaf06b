-- Families of lists on which nobody stands any more.
-- Grain: one row per list. Reads pg_temp.list_cluster.
create temporary table identity_loss on commit drop as
select
    l.family_id as id,
    l.list_id as unit_id
from registry.family_list as l
where
    l.family_id is not null
    and not exists (select from pg_temp.list_cluster as c where l.list_id = c.list_id)
