-- Which records tell where a person lives and who they are to their family, as known now.
-- Grain: one row per person and month of a change.
select
    person_id,
    valid_from,
    village_record_id,
    hubungan_keluarga_record_id
from registry.golden_version
where known_to is null
