-- What the sources say of everybody in a period, with whom and which family each row is of.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
-- In the engine. Reads sql/reconcile/listed_steps.sql.
select
    record_id,
    person_id,
    family_id,
    source,
    village
from listed_step
where valid_from <= :period and (valid_to is null or valid_to > :period)
