-- Persons of each village now and in the release before. In the engine; needs persons_before.
-- Only what can be compared: the same sources had been delivered for the village both times.
-- Grain: one row per village and source (p3ke, dtks, any).
select
    o.village_name,
    o.village_code_kemendagri,
    o.source,
    o.persons as persons_before,
    f.persons as persons_after
from fresh_village_population_monthly as f
inner join persons_before as o
    on f.village_code_kemendagri = o.village_code_kemendagri and f.source = o.source
where
    f.desil is null
    and f.persons is not null
    and (f.as_of_p3ke is null) = (o.as_of_p3ke is null)
    and (f.as_of_dtks is null) = (o.as_of_dtks is null)
order by o.village_code_kemendagri, o.source
