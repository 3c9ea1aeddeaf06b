-- Makes the steps of all whom the books may move, withdrawn ones as well. Reads sql/reconcile/moving.sql.
-- Grain: one row per step.
create temporary table moving_step on commit drop as
select
    v.entity,
    v.id,
    v.valid_from,
    v.known_from,
    v.known_to,
    v.is_in_p3ke,
    v.is_in_dtks,
    v.village_code_kemendagri
from registry.counted_step as v
inner join pg_temp.moving as m on v.entity = m.entity and v.id = m.id
