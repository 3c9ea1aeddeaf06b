-- Counts the person rows that were staged of a period beside the source records of persons of which a row
-- stands in it: those that are present, and those whose row says that the person is not there.
-- In the engine; needs person_step. Grain: one row per source and village.
-- Reads sql/reconcile/present_rows.sql, sql/reconcile/staged_counts.sql as staged_count.
with listed as (
    select
        source,
        village,
        count(*) as rows
    from present_row
    group by source, village
),

standing as (
    select
        source,
        village_code_kemendagri,
        sum(rows) as standing_rows
    from (
        select
            l.source,
            v.village_code_kemendagri,
            l.rows
        from listed as l
        inner join listed_village as v on l.village = v.village
        union all
        select
            source,
            village_code_kemendagri,
            1 as rows
        from person_step
        where
            not is_present
            and hash is not null
            and valid_from <= :period
            and (valid_to is null or valid_to > :period)
    ) as counted
    group by source, village_code_kemendagri
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
full join standing as p
    on s.source = p.source and s.village_code_kemendagri = p.village_code_kemendagri
