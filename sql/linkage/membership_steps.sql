-- Where each person is counted, by which sources and in which family, as known now: to be held against
-- the truth of a simulation.
-- Grain: one row per person and change; true until the person's next row.
select
    person_id as registry_id,
    to_char(valid_from, 'YYYY-MM') as period,
    coalesce(is_in_p3ke, false) as is_in_p3ke,
    coalesce(is_in_dtks, false) as is_in_dtks,
    village_code_kemendagri,
    family_id
from registry.membership_version
where known_to is null
