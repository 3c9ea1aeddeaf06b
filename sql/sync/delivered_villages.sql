-- Villages that were delivered, in which month and whether as a whole, as known now.
-- Grain: one row per source, kind, village and month.
select kind, period, source, village_code_kemendagri, is_whole
from registry.delivered_village
where known_to is null
