-- For which node each person was made. Grain: one row per person.
select person_id, founder_node_id
from registry.person
