-- What the sources say of everybody in a period, with whom and which family each row is of.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
select
    s.record_id,
    i.person_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
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
) as s
left join registry.identity as i on s.node_id = i.node_id
left join registry.family_list as l on i.list_id = l.list_id
where s.is_present
