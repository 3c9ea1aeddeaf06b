-- Every movement of the books of one entity in a period before which there is none: all who stand are new.
-- Grain: one row per person or family and source.
insert into book_movement (entity, id, source, village_code_kemendagri, movement, change)
select
    cast(:entity as text) as entity,
    s.id,
    x.source,
    s.village_code_kemendagri,
    'new' as movement,
    1 as change
from (
    select distinct on (id)
        id,
        is_in_p3ke,
        is_in_dtks,
        village_code_kemendagri
    from registry.counted_step
    where entity = :entity and known_to is null and valid_from <= :period
    order by id, valid_from desc
) as s
cross join lateral (
    values ('p3ke', s.is_in_p3ke), ('dtks', s.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in and s.village_code_kemendagri is not null
