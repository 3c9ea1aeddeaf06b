-- Answers about a dwelling that count as a deprivation.
-- Grain: one row per item and category.
select item, category
from reference.deprivation
