-- Stores the closing of a period as this run leaves it. Reads pg_temp.standing_count.
insert into registry.book_closing (
    period, run_id, entity, source, village_code_kemendagri, closing
)
select
    period,
    :run as run_id,
    entity,
    source,
    village_code_kemendagri,
    closing
from pg_temp.standing_count
where period = :period
