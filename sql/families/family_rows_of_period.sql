-- Families that a source lists as such in a period.
-- Grain: one row per source record that is present.
create temporary table standing_family_row on commit drop as
with standing as materialized (
    select distinct on (record_id)
        source,
        source_family_id,
        village_code_kemendagri,
        is_present
    from registry.source_family_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
)

select
    cast(:period as date) as period,
    l.list_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
from standing as s
inner join registry.family_list as l on s.source || '|' || s.source_family_id = l.list
where s.is_present and l.family_id is not null
