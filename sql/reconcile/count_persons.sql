-- Counts all persons who stand in a period, from what the sources say of everybody and not from the steps of
-- those touched: where all rows of a person agree there, else in the village of the golden record.
-- In the engine. Grain: one row per source and village. Reads sql/reconcile/present_persons.sql,
-- sql/reconcile/counted_elsewhere.sql.
select
    cast(:period as date) as period,
    'person' as entity,
    x.source,
    coalesce(e.village_code_kemendagri, l.village_code_kemendagri) as village_code_kemendagri,
    count(*) as closing
from present_person as l
left join counted_elsewhere as e on l.person_id = e.person_id
cross join lateral (
    values ('p3ke', l.is_in_p3ke), ('dtks', l.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by x.source, 4
