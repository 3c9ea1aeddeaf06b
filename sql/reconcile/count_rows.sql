-- Counts the person rows that were staged of a period beside the source records of persons that are present
-- in it. In the engine. Grain: one row per source and village.
-- Reads sql/reconcile/present_rows.sql, sql/reconcile/staged_counts.sql as staged_count.
with present as (
    select
        r.source,
        v.village_code_kemendagri,
        r.standing_rows
    from (
        select
            source,
            village,
            count(*) as standing_rows
        from present_row
        group by source, village
    ) as r
    inner join listed_village as v on r.village = v.village
),

staged as (
    select
        source,
        village_code_kemendagri,
        staged_rows
    from staged_count
    where period = :period
)

select
    coalesce(s.source, p.source) as source,
    coalesce(s.village_code_kemendagri, p.village_code_kemendagri) as village_code_kemendagri,
    coalesce(s.staged_rows, 0) as staged_rows,
    coalesce(p.standing_rows, 0) as standing_rows
from staged as s
full join present as p
    on s.source = p.source and s.village_code_kemendagri = p.village_code_kemendagri
