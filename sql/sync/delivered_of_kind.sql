-- Villages that are delivered in a period. Grain: one row per source and village.
-- In the engine; needs staged_{kind}, keyed_{kind}.
select distinct
    source,
    '{kind}' as kind,
    village_code_kemendagri
from (
    select period, source, village_code_kemendagri
    from staged_{kind}
    union all
    select period, source, village_code_kemendagri
    from keyed_{kind}
) as rows
where period = :period
