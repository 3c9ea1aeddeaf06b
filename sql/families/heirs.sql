-- A founding list on which nobody stands any more is gone; its id stays with the family: the next
-- list that was that family founds it from now on.
-- Grain: one row per family. In the engine; needs founder, list_cluster, known_list.
with gone as (
    select f.family_id
    from founder as f
    where f.founder_list_id not in (select c.list_id from list_cluster as c)
)

select
    l.family_id,
    min(l.list_id) as list_id
from gone as g
inner join known_list as l on g.family_id = l.family_id
inner join list_cluster as c on l.list_id = c.list_id
where l.list_id not in (select f.founder_list_id from founder as f)
group by l.family_id
