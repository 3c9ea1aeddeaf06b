-- The release of a month that readers see, and the month before it that has one.
-- Grain: one row, or none where nothing is published of the month.
select
    release_no,
    period,
    (
        select max(b.period)
        from mart_public.release as b
        where b.is_current and b.period < r.period
    ) as previous
from mart_public.release as r
where r.is_current and r.period = :period
