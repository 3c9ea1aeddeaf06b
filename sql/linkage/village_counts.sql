-- Persons of each village as published, all deciles together, beside which a truth can be held.
select
    to_char(m.period, 'YYYY-MM') as period,
    m.village_code_kemendagri as village_code,
    m.source,
    m.persons
from mart.village_population_monthly as m
where m.desil is null
