-- Lists none of which founded a family are a family we have not met: their first list founds one.
-- Ids are counted in list order. Reads pg_temp.list_cluster,
-- sql/families/known_lists.sql.
insert into registry.family (family_id, founder_list_id, first_period)
select
    (select coalesce(max(family_id), 0) from registry.family)
    + row_number() over (order by c.founder_list_id),
    c.founder_list_id,
    l.first_period
from (
    select min(list_id) as founder_list_id
    from pg_temp.list_cluster as m
    group by cluster_id
    having not bool_or(
        exists (select from registry.family as f where f.founder_list_id = m.list_id)
    )
) as c
inner join pg_temp.known_list as l on c.founder_list_id = l.list_id
