-- Counts the source records of persons that are present in a period, where not everybody is looked at.
-- Grain: one row per source and village.
insert into standing_row_count (source, village_code_kemendagri, records)
select
    source,
    village_code_kemendagri,
    count(*) as records
from (
    select distinct on (record_id)
        source,
        village_code_kemendagri,
        is_present
    from registry.source_person_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
) as standing
where is_present
group by source, village_code_kemendagri
