-- When steps of the touched people's records are followed by another: the few that are.
-- Grain: one row per step that another one ends. In the engine; needs touched_person, identity, person_step.
select
    s.record_id,
    s.valid_from,
    s.valid_to
from person_step as s
inner join identity as i on s.node_id = i.node_id
where s.valid_to is not null and i.person_id in (select t.person_id from touched_person as t)
