-- Every list that stands with the smallest list of its family: of people who were ever on it, or of a
-- family row. Who shares nobody is a family alone.
-- Grain: one row per list. In the engine; needs identity, family_step, known_list, joined_list.
with live as (
    select list_id
    from identity
    where list_id is not null
    union
    select l.list_id
    from family_step as f
    inner join known_list as l on f.source || '|' || f.source_family_id = l.list
)

select
    l.list_id,
    coalesce(j.cluster_id, l.list_id) as cluster_id
from live as l
left join joined_list as j on l.list_id = j.list_id
