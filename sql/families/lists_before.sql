-- On which lists people were who are others now, or of whom a node was forgotten: a list that one of
-- them leaves reads otherwise without them.
-- Grain: one row per list and person. In the engine; needs changed_identity, forgotten_identity, identity.
select
    i.list_id,
    c.was_person_id as person_id
from changed_identity as c
inner join identity as i on c.node_id = i.node_id
where c.was_person_id is not null and i.list_id is not null
union
select
    list_id,
    person_id
from forgotten_identity
where list_id is not null
