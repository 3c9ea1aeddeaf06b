-- Counts all persons who stand in a period, from what the sources say of everybody and not from the steps of
-- those touched: where all rows of a person agree there, else in the village of the golden record.
-- In the engine. Grain: one row per source and village. Reads sql/reconcile/present_persons.sql,
-- sql/reconcile/counted_elsewhere.sql.
with counted as (
    select
        coalesce(e.village, l.village) as village,
        count(*) filter (where l.is_in_p3ke) as p3ke,
        count(*) filter (where l.is_in_dtks) as dtks,
        count(*) as any_source
    from present_person as l
    left join counted_elsewhere as e on l.person_id = e.person_id
    group by 1
)

select
    cast(:period as date) as period,
    'person' as entity,
    x.source,
    v.village_code_kemendagri,
    x.closing
from counted as c
inner join listed_village as v on c.village = v.village
cross join lateral (
    values ('p3ke', c.p3ke), ('dtks', c.dtks), ('any', c.any_source)
) as x (source, closing)
where x.closing > 0
