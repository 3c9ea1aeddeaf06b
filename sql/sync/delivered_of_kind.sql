-- Villages that are delivered in a period. Grain: one row per source and village.
-- In the engine; needs staged_{kind}.
select distinct
    source,
    '{kind}' as kind,
    village_code_kemendagri
from staged_{kind}
where period = :period
