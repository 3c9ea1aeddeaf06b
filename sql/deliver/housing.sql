-- Dwellings of families, item by item, of this month and of the one before.
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
    and column_dimension = 'all'
    and row_dimension in (
        'home_ownership',
        'roof',
        'wall',
        'floor',
        'lighting',
        'cooking_fuel',
        'drinking_water',
        'toilet',
        'deprivations'
    )
group by
    area_code_kemendagri, row_dimension, row_category, column_dimension, column_category
