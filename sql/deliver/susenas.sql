-- What the sample survey says of poverty, as of the newest year until the month.
-- Grain: one row, or none.
select
    year,
    poor_pct,
    poor_persons,
    publication
from mart_public.susenas_poverty
where year <= extract(year from cast(:period as date)) and poor_pct is not null
order by year desc
limit 1
