-- Villages that are delivered in a period.
-- Grain: one row per source, kind and village.
create temporary table delivered on commit drop as
select distinct
    source,
    'person' as kind,
    village_code_kemendagri
from staging.person
where period = :period
union all
select distinct
    source,
    'family' as kind,
    village_code_kemendagri
from staging.family
where period = :period
