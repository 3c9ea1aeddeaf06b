-- month_fingerprints
-- Every person row of the period, and the fingerprint of all that it says.
-- Grain: one row per staged person row.
select
    row_id,
    content_fingerprint
from staging.person
where period = :period
