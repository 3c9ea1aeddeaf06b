-- Where people are counted whose rows do not agree about it: the village of the golden record.
-- In the engine. Grain: one row per person. Needs present_person, present_row, golden_step.
select
    g.person_id,
    r.village
from present_person as p
inner join golden_step as g
    on
        p.person_id = g.person_id
        and g.valid_from <= :period
        and (g.valid_to is null or g.valid_to > :period)
inner join present_row as r on g.village_record_id = r.record_id
where p.village <> p.other_village
