-- Every family list with its source and its place in the order of all by name.
-- Grain: one row per list. Reads sql/families/known_lists.sql.
select
    list_id,
    split_part(list, '|', 1) as source,
    row_number() over (order by list) as place
from pg_temp.known_list
