-- Village counts as published: one row per village, source and decile, with the bounds of persons.
select
    to_char(p.period, 'YYYY-MM') as period,
    p.village_code_kemendagri as village_code,
    p.source,
    p.desil,
    p.persons,
    p.families,
    b.low as persons_low,
    b.high as persons_high
from mart.village_population_monthly as p
left join mart.village_bounds_monthly as b
    on
        p.period = b.period
        and p.village_code_kemendagri = b.village_code_kemendagri
        and p.source = b.source
        and p.desil is not distinct from b.desil
        and b.figure = 'persons'
where p.period = :period
order by p.village_code_kemendagri, p.source, p.desil nulls first
