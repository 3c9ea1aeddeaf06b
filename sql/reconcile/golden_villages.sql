-- Which record tells where people live whose rows do not agree about it.
-- Grain: one row per person. Reads sql/reconcile/torn_person_table.sql.
select distinct on (v.person_id)
    v.person_id,
    v.village_record_id
from pg_temp.torn_person as t
inner join registry.golden_version as v on t.person_id = v.person_id
where v.known_to is null and v.valid_from <= :period
order by v.person_id, v.valid_from desc
