-- Villages and the kecamatan they lie in.
-- Grain: one row per village.
select village_code_kemendagri, kecamatan_code_kemendagri
from reference.village
