-- What stands in a period: of each village and source the delivery that holds, as a whole or in part.
-- Grain: one row per source, kind, village and delivery.
select
    source,
    kind,
    village_code_kemendagri,
    delivered_period,
    is_base
from registry.coverage
where period = :period
