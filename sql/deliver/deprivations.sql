-- Answers about a dwelling that count as a deprivation.
-- Grain: one row per item and answer.
select
    item,
    category
from mart_public.deprivation
order by item, category
