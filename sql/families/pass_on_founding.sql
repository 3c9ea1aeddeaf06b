-- A founding list on which nobody stands any more is gone; its id stays with the family: the next
-- list that was that family founds it from now on. Reads pg_temp.list_cluster.
with gone as materialized (
    select f.family_id
    from registry.family as f
    where not exists (select from pg_temp.list_cluster as c where c.list_id = f.founder_list_id)
),

heirs as (
    select l.family_id, min(l.list_id) as list_id
    from gone as g
    inner join registry.family_list as l on g.family_id = l.family_id
    inner join pg_temp.list_cluster as c on l.list_id = c.list_id
    where not exists (select from registry.family as f where f.founder_list_id = l.list_id)
    group by l.family_id
)

update registry.family as f
set founder_list_id = h.list_id
from heirs as h
where f.family_id = h.family_id
