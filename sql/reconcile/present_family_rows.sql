-- Families that a source lists as such in a period.
-- Grain: one row per source record of a family that is present. In the engine.
-- Reads sql/reconcile/listed_family_steps.sql.
select
    family_id,
    source,
    village
from listed_family_step
where valid_from <= :period and (valid_to is null or valid_to > :period)
