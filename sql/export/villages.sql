-- Village counts as published: one row per village, source and decile.
select
    to_char(period, 'YYYY-MM') as period,
    village_code_kemendagri as village_code,
    source,
    desil,
    persons,
    families,
    cast(null as integer) as persons_low,
    cast(null as integer) as persons_high
from mart.village_population_monthly
where period = :period
order by village_code_kemendagri, source, desil nulls first
