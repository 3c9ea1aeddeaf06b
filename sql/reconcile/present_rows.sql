-- What the sources say of everybody in a period, with the family of each.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
create temporary table present_row on commit drop as
with standing as (
    select distinct on (record_id)
        record_id,
        node_id,
        source,
        village_code_kemendagri,
        is_present
    from registry.source_person_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
)

select
    s.record_id,
    i.person_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
from standing as s
left join registry.identity as i on s.node_id = i.node_id
left join linkage.match_key as k on s.node_id = k.node_id
left join registry.family_list as l on k.list = l.list
where s.is_present
