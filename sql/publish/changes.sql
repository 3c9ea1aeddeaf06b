-- Persons of each village now and in the release before: of the same month, else of the month before.
-- Only what can be compared: the same sources had been delivered for the village both times.
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
    f.source,
    o.persons as persons_before,
    f.persons as persons_after
from fresh_village_population_monthly as f
inner join reference.village as v on f.village_code_kemendagri = v.village_code_kemendagri
inner join release.village_population_monthly as o
    on
        f.village_code_kemendagri = o.village_code_kemendagri
        and f.source = o.source
        and o.desil is null
inner join before as b on o.release_no = b.release_no
where
    f.desil is null
    and f.source <> 'both'
    and f.persons is not null
    and o.persons is not null
    and (f.as_of_p3ke is null) = (o.as_of_p3ke is null)
    and (f.as_of_dtks is null) = (o.as_of_dtks is null)
order by v.village_code_kemendagri, f.source
