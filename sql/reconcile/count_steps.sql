-- Counts all persons or families that stand in a period, over the steps of all.
-- Grain: one row per source and village.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
select
    cast(:period as date) as period,
    cast(:entity as text) as entity,
    x.source,
    s.village_code_kemendagri,
    count(*) as closing
from (
    select distinct on (id)
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
group by x.source, s.village_code_kemendagri
