-- Nodes whose rows the touched records are. In the engine; needs {kind}_step, touched_record.
select distinct node_id
from {kind}_step
where node_id is not null and record_id in (select t.record_id from touched_record as t)
