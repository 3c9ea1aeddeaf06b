-- The name of one sheet of a drop.
select sheet_name
from ops.sheet
where drop_id = :drop_id and sheet_no = :sheet_no
