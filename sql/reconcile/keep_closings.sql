-- Stores the closings of months as this run leaves them. Reads sql/reconcile/standing_count.sql.
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
where period = any(:periods)
