-- Families that a source lists as such, and from when until when.
-- Grain: one row per step of a family's record at which a source lists it. In the engine; needs family_step,
-- family_list, listed_village.
select
    l.family_id,
    s.source,
    v.village,
    s.valid_from,
    s.valid_to
from family_step as s
inner join listed_village as v on s.village_code_kemendagri = v.village_code_kemendagri
inner join family_list as l on s.source || '|' || s.source_family_id = l.list
where l.family_id is not null and s.is_present
