-- Villages, kecamatan and the regency, and what each is part of.
select
    level,
    area_code_kemendagri,
    area_name,
    parent_code_kemendagri
from mart_public.area
order by area_code_kemendagri
