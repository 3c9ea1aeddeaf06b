-- In which registries people stand, by decile, of this month and of the one before.
-- Grain: one row per area and published cell; null where a month does not show it.
select
    'persons' as unit,
    area_code_kemendagri,
    row_dimension,
    row_category,
    column_dimension,
    column_category,
    max(persons) filter (where period = :period) as value,
    max(persons) filter (where period = :previous) as value_before,
    max(shown) filter (where period = :period) as shown
from mart_public.area_persons_monthly
where
    period in (cast(:period as date), cast(:previous as date))
    and (row_dimension, column_dimension) in (
        ('agreement', 'all'),
        ('agreement', 'decile_group')
    )
group by
    area_code_kemendagri, row_dimension, row_category, column_dimension, column_category
