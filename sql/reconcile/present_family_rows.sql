-- Families that a source lists as such in a period.
-- Grain: one row per source record of a family that is present.
select
    l.family_id,
    s.source,
    s.village_code_kemendagri
from (
    select distinct on (record_id)
        source,
        source_family_id,
        village_code_kemendagri,
        is_present
    from registry.source_family_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
) as s
inner join registry.family_list as l on s.source || '|' || s.source_family_id = l.list
where s.is_present and l.family_id is not null
