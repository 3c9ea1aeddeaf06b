-- Everybody whom a source lists in a period: by which, and in which villages. In the engine.
-- Grain: one row per person. Reads sql/reconcile/present_rows.sql.
select
    person_id,
    bool_or(source = 'p3ke') as is_in_p3ke,
    bool_or(source = 'dtks') as is_in_dtks,
    min(village) as village,
    max(village) as other_village
from present_row
where person_id is not null
group by person_id
