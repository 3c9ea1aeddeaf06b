-- Where the registry holds people to live in a period, and which sources list them. The books close
-- over the same steps: a table of the month and a book cannot differ.
-- Grain: one row per person who was ever listed until then; no village where not listed any more.
select distinct on (person_id)
    person_id,
    village_code_kemendagri,
    is_in_p3ke,
    is_in_dtks
from registry.membership_version
where known_to is null and valid_from <= :period
order by person_id, valid_from desc
