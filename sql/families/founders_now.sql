-- For which list each family is made, heirs said. In the engine; needs founder, heir.
select
    f.family_id,
    coalesce(h.list_id, f.founder_list_id) as founder_list_id
from founder as f
left join heir as h on f.family_id = h.family_id
