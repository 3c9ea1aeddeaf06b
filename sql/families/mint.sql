-- Lists none of which founded a family are a family we have not met: their first list founds one.
-- Ids are counted in list order. Grain: one row per new family. In the engine; needs list_cluster, founder,
-- known_list.
select
    (select coalesce(max(family_id), 0) from founder)
    + row_number() over (order by c.founder_list_id) as family_id,
    c.founder_list_id,
    l.first_period
from (
    select min(m.list_id) as founder_list_id
    from list_cluster as m
    left join founder as f on m.list_id = f.founder_list_id
    group by m.cluster_id
    having count(f.family_id) = 0
) as c
inner join known_list as l on c.founder_list_id = l.list_id
order by c.founder_list_id
