-- Who belonged to a family, as whom, since and until when, as known now.
-- Grain: one row per person and time of belonging.
select
    person_id,
    relation,
    is_head,
    since,
    until
from registry.membership
where family_id = :family_id
order by since, is_head desc, person_id
