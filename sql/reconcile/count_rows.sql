-- Counts the source records of persons that are present in a period. In the engine.
-- Grain: one row per source and village. Reads sql/reconcile/present_rows.sql.
select
    source,
    village_code_kemendagri,
    count(*) as records
from present_row
group by source, village_code_kemendagri
