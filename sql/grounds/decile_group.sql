-- The group of each decile as it is published, by the rule of the warehouse.
-- Grain: one row per decile; 0 is unknown.
select
    desil,
    reference.decile_group(desil) as decile_group
from generate_series(0, 10) as d (desil)
