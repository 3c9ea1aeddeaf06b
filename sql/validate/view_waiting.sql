-- The waiting rows of one layout, under a name of their own: of a query Great Expectations would fetch
-- every row to learn its columns. Goes with the checked table.
create view {view} as
select *
from {checked}
where layout = '{layout}' and drop_state = 'loaded'
