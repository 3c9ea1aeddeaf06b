-- Family lists not met before: of nodes that are new, and of family rows of the period.
-- Numbers go on without gaps in the order of the lists, so that the same input gives the same.
-- Grain: one row per list. Reads sql/families/placed_nodes.sql.
create temporary table new_list on commit drop as
select
    (select coalesce(max(list_id), 0) from registry.family_list)
    + row_number() over (order by f.list) as list_id,
    f.list,
    cast(:period as date) as first_period
from (
    select list
    from pg_temp.placed_node
    where list is not null
    union
    select source || '|' || source_family_id as list
    from staging.family
    where period = :period and source_family_id is not null
) as f
where not exists (select from registry.family_list as l where f.list = l.list)
