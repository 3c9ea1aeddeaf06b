-- What the sources say of everybody in a period.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
create temporary table present_row on commit drop as
select record_id, node_id, source, village_code_kemendagri
from (
    select distinct on (record_id)
        record_id,
        node_id,
        source,
        village_code_kemendagri,
        is_present
    from registry.source_person_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
) as standing
where is_present
