-- Steps of the touched people's records that hold in a month from which on their golden record is told anew.
-- A record whose node changed may be another person's from its next step on.
-- Grain: one row per step. In the engine; needs touched_person, identity, person_step.
select
    t.person_id,
    t.since,
    s.record_id,
    s.valid_from,
    s.valid_to,
    s.is_present,
    s.is_new,
    s.source,
    s.hash
from touched_person as t
inner join identity as i on t.person_id = i.person_id
inner join person_step as s on i.node_id = s.node_id
where s.valid_to is null or s.valid_to > t.since
