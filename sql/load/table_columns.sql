-- Columns of a table named with its schema; no row where there is no such table.
select attname as column_name
from pg_attribute
where
    attrelid = to_regclass(:table_name)
    and attnum > 0
    and not attisdropped
