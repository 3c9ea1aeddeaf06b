-- For which node each person is made, heirs said. In the engine; needs person_founder, person_heir.
select
    f.person_id,
    coalesce(h.node_id, f.founder_node_id) as founder_node_id
from person_founder as f
left join person_heir as h on f.person_id = h.person_id
