-- The closings, stored then, with which the books of months open. Grain: one row per month, entity, source and
-- village.
select
    o.period,
    c.entity,
    c.source,
    c.village_code_kemendagri,
    c.closing as opening
from registry.book_opening as o
inner join registry.book_closing as c
    on o.opening_period = c.period and o.opening_run = c.run_id
where o.period = any(:periods)
