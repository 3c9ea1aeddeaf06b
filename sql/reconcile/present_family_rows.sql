-- Families that a source lists as such in a period.
-- Grain: one row per source record of a family that is present. In the engine; needs family_step,
-- family_list.
select
    l.family_id,
    s.source,
    s.village_code_kemendagri
from family_step as s
inner join family_list as l on s.source || '|' || s.source_family_id = l.list
where
    l.family_id is not null
    and s.is_present
    and s.valid_from <= :period
    and (s.valid_to is null or s.valid_to > :period)
