-- All who stand in a month before which there is none: all of them are new.
-- Grain: one row per person or family.
select *
from (
    select distinct on (entity, id)
        cast(:period as date) as period,
        entity,
        id,
        is_in_p3ke,
        is_in_dtks,
        village_code_kemendagri
    from registry.counted_step
    where known_to is null and valid_from <= :period
    order by entity, id, valid_from desc
) as s
where village_code_kemendagri is not null
