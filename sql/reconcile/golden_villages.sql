-- Which record tells where people live, and from when until when. Grain: one row per person and step.
-- In the engine; needs golden_step.
select person_id, village_record_id, valid_from, valid_to
from golden_step
