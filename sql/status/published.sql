-- What is published for a period: persons and families of the regency by source.
select
    source,
    sum(persons)::integer as persons,
    sum(families)::integer as families
from mart.village_population_monthly
where period = :period and desil is null
group by source
order by source
