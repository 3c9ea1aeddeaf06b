-- What the sources say of everybody in a period, with the list and the family of each.
-- Grain: one row per source record that is present. The village is where the source lists it; carried
-- forward where a village was not delivered.
create temporary table standing_row on commit drop as
with standing as materialized (
    select distinct on (record_id)
        record_id,
        node_id,
        source,
        village_code_kemendagri,
        hubungan_keluarga,
        is_present
    from registry.source_person_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
)

select
    cast(:period as date) as period,
    i.person_id,
    s.record_id,
    l.list_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri,
    s.hubungan_keluarga as relation
from standing as s
inner join registry.identity as i on s.node_id = i.node_id
left join registry.family_list as l on i.list_id = l.list_id
where s.is_present
