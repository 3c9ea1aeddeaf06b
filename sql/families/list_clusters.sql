-- Every list that stands with the smallest list of its family: of people who were ever on it, or of a
-- family row. Who shares nobody is a family alone.
-- Grain: one row per list. Reads pg_temp.joined_list, sql/families/known_lists.sql.
create temporary table list_cluster on commit drop as
with live as (
    select list_id
    from registry.identity
    where list_id is not null
    union
    select l.list_id
    from registry.source_family_version as f
    inner join pg_temp.known_list as l on f.source || '|' || f.source_family_id = l.list
    where f.known_to is null
)

select
    l.list_id,
    coalesce(j.cluster_id, l.list_id) as cluster_id
from live as l
left join pg_temp.joined_list as j on l.list_id = j.list_id
