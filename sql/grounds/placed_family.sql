-- Where the registry holds families to live in a period, and which sources list them, as in the books.
-- Grain: one row per family that was ever listed until then; no village where not listed any more.
select distinct on (family_id)
    family_id,
    village_code_kemendagri,
    is_in_p3ke,
    is_in_dtks
from registry.family_version
where known_to is null and valid_from <= :period
order by family_id, valid_from desc
