-- Rows of records that may be touched, of later months than those that are looked at.
-- Grain: one row per staged row. In the engine; needs staged_{kind}, touched_staged_{kind}, looked_at,
-- touched_record.
select *
from touched_staged_{kind}
union all
select * exclude (is_keyed)
from staged_{kind}
where
    period > :first_period
    and period not in (select l.period from looked_at as l)
    and record_key >> 16 in (select t.record_id >> 16 from touched_record as t)
