-- Where people are counted whose rows do not agree about it: the village of the golden record.
-- Grain: one row per person. Reads sql/reconcile/present_rows.sql, sql/reconcile/present_persons.sql.
create temporary table counted_elsewhere on commit drop as
with golden as materialized (
    select distinct on (v.person_id)
        v.person_id,
        v.village_record_id
    from pg_temp.present_person as l
    inner join registry.golden_version as v on l.person_id = v.person_id
    where
        l.village_code_kemendagri <> l.other_village
        and v.known_to is null
        and v.valid_from <= :period
    order by v.person_id, v.valid_from desc
)

select
    g.person_id,
    p.village_code_kemendagri
from golden as g
inner join pg_temp.present_row as p on g.village_record_id = p.record_id
