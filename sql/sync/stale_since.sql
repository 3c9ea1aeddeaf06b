-- The month from which on published counts may say no more what the registry knows: the first in which anybody
-- was seen who was merged or parted just now, or whose list became another family's. Null: there is nobody.
-- In the engine; needs changed_identity, identity, list_move, person_step.
with changed_node as (
    select node_id
    from changed_identity
    where was_person_id is not null
    union
    select i.node_id
    from list_move as m
    inner join identity as i on m.unit_id = i.list_id
    where m.was_id is not null
)

select min(valid_from) as period
from person_step
where node_id in (select c.node_id from changed_node as c)
