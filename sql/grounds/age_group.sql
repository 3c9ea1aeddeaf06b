-- The group of each age, by the rule of the warehouse; who is older than the last is in its group.
-- Grain: one row per age in full years.
select
    age,
    reference.age_group(age) as age_group
from generate_series(0, 200) as a (age)
