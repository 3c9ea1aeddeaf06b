-- What P3KE said of each of its records, from month to month, as we know it now; but not what its
-- newest whole delivery says: nothing came after that.
-- Grain: one row per record and month from which something held.
select
    record_id,
    node_id,
    valid_from,
    is_present,
    village_code_kemendagri,
    desil
from registry.source_person_version
where
    source = 'p3ke'
    and known_to is null
    and valid_from < (
        select max(c.delivered_period)
        from registry.coverage as c
        where c.source = 'p3ke' and c.is_base
    )
