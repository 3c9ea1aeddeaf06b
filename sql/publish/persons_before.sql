-- Persons of each village in the release before: of the same month, else of the month before.
-- Grain: one row per village and source (p3ke, dtks, any).
with before as materialized (
    select release_no
    from mart.current_release
    where period <= :period
    order by period desc
    limit 1
)

select
    v.village_name,
    v.village_code_kemendagri,
    o.source,
    o.persons,
    o.as_of_p3ke,
    o.as_of_dtks
from release.village_population_monthly as o
inner join before as b on o.release_no = b.release_no
inner join reference.village as v on o.village_code_kemendagri = v.village_code_kemendagri
where o.desil is null and o.source <> 'both' and o.persons is not null
