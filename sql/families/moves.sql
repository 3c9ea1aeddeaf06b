-- Lists whose family is not what the registry has: the lowest id among the founders of their cluster.
-- Grain: one row per list that is new or changes. In the engine; needs list_cluster, founder, known_list.
with families as (
    select c.cluster_id, min(f.family_id) as family_id
    from list_cluster as c
    inner join founder as f on c.list_id = f.founder_list_id
    group by c.cluster_id
)

select
    c.list_id as unit_id,
    f.family_id as id,
    l.family_id as was_id,
    l.is_new
from list_cluster as c
inner join families as f on c.cluster_id = f.cluster_id
inner join known_list as l on c.list_id = l.list_id
where l.family_id is distinct from f.family_id
