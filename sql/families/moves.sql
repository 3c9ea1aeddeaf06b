-- Lists whose family is not what the registry has: the lowest id among the founders of their cluster.
-- Grain: one row per list that is new or changes. Reads pg_temp.list_cluster, sql/families/known_lists.sql.
create temporary table identity_move on commit drop as
with families as (
    select c.cluster_id, min(f.family_id) as family_id
    from pg_temp.list_cluster as c
    inner join registry.family as f on c.list_id = f.founder_list_id
    group by c.cluster_id
)

select
    c.list_id as unit_id,
    f.family_id as id,
    l.family_id as was_id,
    l.list_id is null as is_new
from pg_temp.list_cluster as c
inner join families as f on c.cluster_id = f.cluster_id
left join registry.family_list as l on c.list_id = l.list_id
where l.family_id is distinct from f.family_id
