-- People whom the books lose in what happened: why is looked up for them alone.
-- Grain: one row per month and person. In the engine; needs move.
select distinct period, id
from move
where entity = 'person' and is_happening and to_village is null
order by period, id
