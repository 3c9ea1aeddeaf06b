-- Whether the closing of a period, counted over all, is not the one stored last.
-- Reads pg_temp.standing_count.
with stored as (
    select entity, source, village_code_kemendagri, closing
    from registry.book_closing
    where
        period = :period
        and run_id = (select max(c.run_id) from registry.book_closing as c where c.period = :period)
),

counted as (
    select entity, source, village_code_kemendagri, closing
    from pg_temp.standing_count
    where period = :period
)

select coalesce(bool_or(s.closing is distinct from c.closing), false) as differs
from stored as s
full join counted as c
    on
        s.entity = c.entity
        and s.source = c.source
        and s.village_code_kemendagri = c.village_code_kemendagri
