-- Where people are counted whose rows do not agree about it: the village of the golden record.
-- In the engine. Grain: one row per person. Reads sql/reconcile/present_rows.sql, golden_villages.sql.
select
    g.person_id,
    p.village_code_kemendagri
from golden_village as g
inner join present_row as p on g.village_record_id = p.record_id
