-- For which list each family was made. Grain: one row per family.
select family_id, founder_list_id
from registry.family
