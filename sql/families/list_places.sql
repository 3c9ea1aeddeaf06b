-- Every family list with its source and its place in the order of all by name.
-- Grain: one row per list. In the engine; needs known_list.
select
    list_id,
    split_part(list, '|', 1) as source,
    row_number() over (order by list) as place
from known_list
