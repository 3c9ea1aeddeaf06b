-- Waiting drops of a layout with rows that break a critical rule, and where the first of them is.
-- Grain: one row per drop.
select distinct on (c.drop_id)
    c.drop_id,
    s.sheet_name,
    c.row_number
from {checked} as c
inner join ops.sheet as s on c.drop_id = s.drop_id and c.sheet_no = s.sheet_no
where c.drop_state = 'loaded' and c.layout = :layout and {condition}
order by c.drop_id, c.row_id
