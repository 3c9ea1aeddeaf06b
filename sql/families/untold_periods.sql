-- Months from this one on that stand and were never told before, in order.
select distinct c.period
from registry.coverage as c
where
    c.period >= :period
    and not exists (select from registry.book_opening as o where c.period = o.period)
order by c.period
