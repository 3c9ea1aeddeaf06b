-- Which records tell where a person lives and who they are to their family, in a period.
-- Grain: one row per person who is listed.
create temporary table standing_golden on commit drop as
select
    cast(:period as date) as period,
    g.person_id,
    g.village_record_id,
    g.hubungan_keluarga_record_id
from (
    select distinct on (person_id)
        person_id,
        village_record_id,
        hubungan_keluarga_record_id
    from registry.golden_version
    where known_to is null and valid_from <= :period
    order by person_id, valid_from desc
) as g
where g.village_record_id is not null
