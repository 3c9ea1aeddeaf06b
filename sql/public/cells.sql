-- The cells that were ever published, with the numbers by which they are kept.
-- Grain: one row per cell.
select
    cell_id,
    unit,
    row_dimension,
    row_category,
    column_dimension,
    column_category
from release.public_cell
