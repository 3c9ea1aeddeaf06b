-- Cells that were never published before get their number.
insert into release.public_cell (
    unit, row_dimension, row_category, column_dimension, column_category
)
select distinct unit, row_dimension, row_category, column_dimension, column_category
from protected
order by unit, row_dimension, row_category, column_dimension, column_category
on conflict do nothing
