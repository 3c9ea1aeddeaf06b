-- Persons of each village by where they are listed: in both registries, in one only.
-- Grain: one row per period and village. Taken from village_population_monthly, so that the two agree.
-- Null where a source was never delivered for the village. No suppression: for officials.
select
    p.period,
    p.village_code_kemendagri,
    max(p.persons) filter (where p.source = 'any') as persons_any,
    max(p.persons) filter (where p.source = 'both') as persons_both,
    max(p.persons) filter (where p.source = 'p3ke')
    - max(p.persons) filter (where p.source = 'both') as persons_p3ke_only,
    max(p.persons) filter (where p.source = 'dtks')
    - max(p.persons) filter (where p.source = 'both') as persons_dtks_only,
    max(p.as_of_p3ke) as as_of_p3ke,
    max(p.as_of_dtks) as as_of_dtks,
    bool_or(p.is_delivered) as is_delivered,
    cast(
        100.0 * max(p.persons) filter (where p.source = 'both')
        / nullif(max(p.persons) filter (where p.source = 'any'), 0) as decimal(18, 1)
    ) as padan_pct
from fresh_village_population_monthly as p
where p.desil is null
group by p.period, p.village_code_kemendagri
