-- Families by decile on the list before and decile now, of kecamatan and the regency.
-- Grain: one row per area and published cell; null where a month does not show it.
select
    'families' as unit,
    area_code_kemendagri,
    row_dimension,
    row_category,
    column_dimension,
    column_category,
    max(families) filter (where period = :period) as value,
    max(families) filter (where period = :previous) as value_before,
    max(shown) filter (where period = :period) as shown
from mart_public.area_families_monthly
where
    period in (cast(:period as date), cast(:previous as date))
    and level <> 'village'
    and row_dimension = 'decile_before'
group by
    area_code_kemendagri, row_dimension, row_category, column_dimension, column_category
