-- Counts the person rows that were staged of a month. Grain: one row per source and village.
select
    period,
    source,
    village_code_kemendagri,
    count(*) as staged_rows
from staging.person
where period = :period
group by period, source, village_code_kemendagri
