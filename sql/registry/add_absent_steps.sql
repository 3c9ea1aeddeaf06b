-- Writes the steps at which a record is missed: who it was, by the step before, and where; who was dead stays
-- dead.
-- Reads sql/registry/missing_step.sql; the steps at which something is said are written already.
insert into registry.source_{kind}_version (
    record_id, valid_from, known_from, is_present, village_code_kemendagri, {kept}
)
select
    m.record_id,
    m.valid_from,
    :run as known_from,
    false as is_present,
    m.village_code_kemendagri,
    {kept_before}
from pg_temp.missing_step as m
cross join lateral (
    select v.*
    from registry.source_{kind}_version as v
    where
        v.record_id = m.record_id
        and v.valid_from < m.valid_from
        and v.known_to is null
    order by v.valid_from desc
    limit 1
) as s
where m.hash is null
