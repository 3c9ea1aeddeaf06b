-- Rows of the touched, of all months from the run's on. Grain: one row per record and month.
-- In the engine; needs touched_record, delivered_row, later_delivered_row.
select *
from delivered_row
where record_id in (select t.record_id from touched_record as t)
union all
select *
from later_delivered_row
where record_id in (select t.record_id from touched_record as t)
