-- Who was ever on which family list, and as what. Grain: one row per node that is on a list.
select person_id, list_id, is_head, is_parent
from registry.identity
where list_id is not null
