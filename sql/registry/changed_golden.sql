-- Golden steps that a run wrote or withdrew, as sql/registry/known_golden.sql tells them.
-- Grain: one row per step; two where a step takes the place of one of the same month.
select
    person_id,
    valid_from,
    village_record_id,
    hubungan_keluarga_record_id,
    known_to is null as is_known
from registry.golden_version
where known_from = :run or known_to = :run
